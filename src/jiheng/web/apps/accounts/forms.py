"""What is typed on the pages of the administrator, checked as to its form."""

from __future__ import annotations

from typing import Any

from django import forms

from jiheng.web.apps.accounts.models import Organisation, User
from jiheng.web.apps.accounts.roles import Kind, Role
from jiheng.web.apps.accounts.selectors import organisations_administered


class PlaceField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A choice among organisations, with the code before the name."""

    def __init__(self, label: str) -> None:
        super().__init__(label=label, queryset=Organisation.objects.none(), empty_label="请选择")

    def label_from_instance(self, obj: Any) -> str:
        """As it stands in the list."""
        return f"{obj.code} {obj.name}"


class PlacedForm(forms.Form):
    """A form that offers only organisations that *user* administers."""

    def __init__(self, user: User, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        for field in self.fields.values():
            if isinstance(field, PlaceField):
                field.queryset = organisations_administered(user)


class RenameForm(forms.Form):
    """Code and name of an organisation."""

    code = forms.CharField(label="机构代码", max_length=32)
    name = forms.CharField(label="机构名称", max_length=128)


class MoveForm(PlacedForm):
    """A place in the tree."""

    parent = PlaceField("上级机构")


class OrganisationForm(MoveForm, RenameForm):
    """A new organisation."""

    kind = forms.ChoiceField(label="类别", choices=Kind.choices, initial=Kind.UNIT)
    field_order = ("parent", "kind", "code", "name")


class PersonForm(forms.Form):
    """A new account."""

    username = forms.CharField(label="用户名", max_length=64, help_text="用于登录，建好后不再改变")
    name = forms.CharField(label="姓名", max_length=64)


class PostForm(PlacedForm):
    """A role at a place."""

    organisation = PlaceField("机构")
    role = forms.ChoiceField(label="岗位", choices=Role.choices)


class PasswordForm(forms.Form):
    """The old password, and the new one twice."""

    old = forms.CharField(
        label="原密码",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label="新密码", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    again = forms.CharField(
        label="再输一次新密码",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        """The two new ones are the same."""
        given = super().clean() or self.cleaned_data
        if "new" in given and "again" in given and given["new"] != given["again"]:
            self.add_error("again", "两次输入的新密码不一致")
        return given
