"""Every page in a real browser, as everybody who may see it: `tests/pages/test_pages.py`.

`scenes.py` says what there is to see, `stage.py` what the world lacks for it, `plan.py` in which
theme, width and whose eyes, `crowd.py` drives the browser, `checks.py` says what is wrong.
"""
