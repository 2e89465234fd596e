"""The data-only protocol between grader and worker: messages, values, frames.  Imports nothing from outside."""
