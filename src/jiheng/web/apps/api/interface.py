"""The interface as a whole."""

from __future__ import annotations

from ninja import NinjaAPI

from jiheng.web.apps.api import errors
from jiheng.web.apps.api.bearer import Bearer
from jiheng.web.apps.api.operations import imports, publications, standards, tasks, writing
from jiheng.web.apps.api.parser import StrictParser
from jiheng.web.config.version import VERSION

_ABOUT = """\
绩衡的程序接口，规则与页面相同：看得到的、能办理的，与令牌的主人登录后一样。

令牌在“接口令牌”页（/api/tokens/）建立，随请求头 `Authorization: Bearer jh_…` 发送。
金额、得分、比率都是文字，不是浮点数。错误都是 `{"error": 一句话, "problems": [逐项]}`。
"""

api = NinjaAPI(
    title="绩衡",
    version=VERSION,
    description=_ABOUT,
    docs_url=None,
    auth=Bearer(),
    parser=StrictParser(),
    urls_namespace="interface",
)
errors.register(api)
for router in (tasks.router, writing.router, imports.router, publications.router, standards.router):
    api.add_router("", router)
