"""A module that was exported from a notebook, with IPython's own spelling of magic lines.

Deserves: all points
"""

FIRST = """#!/usr/bin/env python
# coding: utf-8

# In[1]:


get_ipython().run_line_magic('matplotlib', 'inline')
get_ipython().run_line_magic('config', "InlineBackend.figure_format = 'retina'")
get_ipython().system('pip install seaborn')
files = get_ipython().getoutput('ls')


"""
LAST = """
# In[ ]:


get_ipython().run_line_magic('timeit', 'entropy([0.5, 0.5])')
get_ipython().run_line_magic('pinfo', 'entropy')
"""


def hand_in(folder, work):
    (folder / f"{work.section}.py").write_text(FIRST + work.module + LAST, encoding="utf-8")
