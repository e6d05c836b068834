"""What a browser sends when its owner asks for messages on it."""

from django import forms

SYSTEMS = ("Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux")
PROGRAMS = (("Edg/", "Edge"), ("CocCoc", "Cốc Cốc"), ("OPR/", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"))
_KEY = r"^[A-Za-z0-9_-]+={0,2}$"  # base64 of addresses


class SubscriptionForm(forms.Form):
    endpoint = forms.URLField(max_length=600, assume_scheme="https")
    p256dh = forms.RegexField(_KEY, min_length=80, max_length=120)
    auth = forms.RegexField(_KEY, min_length=16, max_length=60)


def device(agent: str) -> str:
    """What a person knows the browser by, from the words it sends of itself: "Chrome, Android"."""
    program = next((name for mark, name in PROGRAMS if mark in agent), "Safari" if "Safari" in agent else "")
    system = next((one for one in SYSTEMS if one in agent), "")
    return ", ".join(part for part in (program, system.replace("Mac OS", "Mac")) if part) or "Trình duyệt"
