"""Whole numbers of the database as forms print them."""

from __future__ import annotations

from django import template

from jiheng.web.apps.evaluations.amounts import hundredths, wan

register = template.Library()
register.filter(hundredths)
register.filter(wan)
