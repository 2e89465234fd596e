"""A headless Chromium, and pages in it that are used as a person uses them: look, click, type."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, TypeVar

import pytest
from selenium import webdriver
from selenium.common.exceptions import (
    ElementClickInterceptedException,
    ElementNotInteractableException,
    StaleElementReferenceException,
)
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

from autograder.selftests.browser.server import PATIENCE

_T = TypeVar("_T")

FLAGS = (
    "--headless=new",
    "--no-sandbox",  # without it Chromium refuses to run as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1400,1000",
)

# What a click meets while a page is still moving: something lies above, is not there yet, or has been drawn anew.
NOT_YET = (ElementClickInterceptedException, ElementNotInteractableException, StaleElementReferenceException)


def chromium() -> tuple[str, str]:
    """The programs of the browser and of its driver; skips the test if one is not installed."""
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    driver = shutil.which("chromedriver")
    if browser is None or driver is None:
        pytest.skip("needs Chromium and its driver, as in: apt-get install chromium chromium-driver")
    return browser, driver


@contextmanager
def open_page(address: str, folder: Path) -> Iterator["Page"]:
    """A browser with a profile of its own at this address; when a test fails in it, a picture stays in `folder`."""
    program, driver_program = chromium()
    options = webdriver.ChromeOptions()
    options.binary_location = program
    for flag in (*FLAGS, f"--user-data-dir={folder / 'profile'}"):
        options.add_argument(flag)
    driver = webdriver.Chrome(options=options, service=Service(driver_program))
    try:
        driver.set_page_load_timeout(PATIENCE)
        driver.set_script_timeout(PATIENCE)
        driver.get(address)
        yield Page(driver)
    except Exception as error:
        picture = folder / "failure.png"
        driver.save_screenshot(str(picture))
        error.add_note(f"What the browser showed: {picture}")
        raise
    finally:
        driver.quit()


class Page:
    """What is open in a browser. Everything waits until it can be done, at most `PATIENCE` seconds.

    A selector is an XPath if it starts with a slash, else CSS.
    """

    def __init__(self, driver: webdriver.Chrome) -> None:
        self._driver = driver

    def go(self, address: str) -> None:
        """Open another address."""
        self._driver.get(address)

    def value(self, script: str) -> Any:
        """What a script of the test's finds in the page."""
        return self._driver.execute_script(script)

    def see(self, selector: str) -> WebElement:
        """The first element of this kind that can be seen."""

        def visible(driver: webdriver.Chrome) -> WebElement | Literal[False]:
            return next((element for element in driver.find_elements(*_by(selector)) if element.is_displayed()), False)

        return self._wait(visible, f"{selector} did not appear")

    def text(self, selector: str) -> str:
        """What there is to read in an element, as soon as there is something."""
        text: str = self._wait(lambda driver: self.see(selector).text, f"{selector} stayed empty")
        return text

    def see_text(self, selector: str, text: str) -> None:
        """Wait until an element shows this text somewhere."""
        self._wait(lambda driver: text in self.see(selector).text, f"{selector} does not show {text!r}")

    def see_no(self, selector: str) -> None:
        """Wait until there is no element of this kind."""
        self._wait(lambda driver: not driver.find_elements(*_by(selector)), f"{selector} did not go away")

    def close(self, selector: str, button: str) -> None:
        """Press the button until there is no element of this kind: a message that still fades in hears nothing."""

        def gone(driver: webdriver.Chrome) -> bool:
            for element in driver.find_elements(*_by(button)):
                element.click()
            return not driver.find_elements(*_by(selector))

        self._wait(gone, f"{selector} did not go away")

    def click(self, selector: str) -> None:
        def clicked(driver: webdriver.Chrome) -> bool:
            self.see(selector).click()
            return True

        self._wait(clicked, f"{selector} could not be clicked")

    def press(self, key: str) -> None:
        """Press a key together with Control."""
        ActionChains(self._driver).key_down(Keys.CONTROL).send_keys(key).key_up(Keys.CONTROL).perform()

    def copy(self, text: str) -> None:
        """Put a text into the browser's clipboard."""
        allowed = {"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]}
        self._driver.execute_cdp_cmd("Browser.grantPermissions", allowed)
        problem = self._driver.execute_async_script(
            "const [text, done] = arguments;"
            "navigator.clipboard.writeText(text).then(() => done(null), error => done(String(error)));",
            text,
        )
        assert problem is None, problem

    def enter_frame(self, selector: str) -> None:
        """Look at the page inside a frame from now on."""
        self._driver.switch_to.frame(self.see(selector))

    def _wait(self, condition: Callable[[webdriver.Chrome], _T | Literal[False]], otherwise: str) -> _T:
        """What the condition gives once that is neither false nor empty."""
        waiting = WebDriverWait(self._driver, PATIENCE, ignored_exceptions=NOT_YET)
        given: _T = waiting.until(condition, otherwise)
        return given


def _by(selector: str) -> tuple[str, str]:
    return (By.XPATH if selector.startswith("/") else By.CSS_SELECTOR), selector
