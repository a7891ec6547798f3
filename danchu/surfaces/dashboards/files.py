"""A chart as a file: its table, or its drawing."""

from datetime import datetime

from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse

from danchu.kernel.people.models import User
from danchu.lib.charts import NotDrawn
from danchu.lib.tables_out import csv_parts, xlsx_parts
from danchu.surfaces.dashboards.charts import CHARTS
from danchu.surfaces.dashboards.charts.parts import Chart
from danchu.surfaces.dashboards.drawing import png_for, svg_for
from danchu.surfaces.dashboards.scenes import Asked, Scene
from danchu.surfaces.desk.files import TYPES

PICTURES = {"svg": "image/svg+xml", "png": "image/png"}


def chart_file(
    code: str, form: str, asked: Asked, user: User, now: datetime
) -> HttpResponseBase:
    """Return a chart of a dashboard as a file; of what has no figures there is none."""
    make = CHARTS.get(code)
    if make is None or form not in {"csv", "xlsx", *PICTURES}:
        raise Http404
    scene = Scene(asked, user, now)
    chart = make(scene)
    if chart is None:
        raise Http404
    answer = _picture(chart, form, now) if form in PICTURES else _table(chart, form)
    name = f"{chart.code}-{scene.period.code.replace(':', '-')}.{form}"
    kind = "inline" if form == "png" else "attachment"
    answer["Content-Disposition"] = f'{kind}; filename="{name}"'
    return answer


def _picture(chart: Chart, form: str, now: datetime) -> HttpResponse:
    try:
        content = png_for(chart, now) if form == "png" else svg_for(chart, now).encode()
    except NotDrawn:
        raise Http404 from None
    return HttpResponse(content, content_type=PICTURES[form])


def _table(chart: Chart, form: str) -> StreamingHttpResponse:
    if form == "csv":
        parts = csv_parts(chart.head, chart.rows)
    else:
        parts = xlsx_parts(chart.head, chart.rows, chart.code)
    return StreamingHttpResponse(parts, content_type=TYPES[form])
