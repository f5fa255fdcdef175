"""The public page on which anyone can check a document. No sign-in, nothing kept."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.datastructures import MultiValueDict
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from reports import codes, limits
from reports.forms import CodeForm, FileForm, too_large, wrong_count
from reports.services import verification
from reports.services.verification import MAX_BYTES, Verdict

ENVELOPE = 64 * 1024  # what a browser sends around a file

# The upload is public and changes nothing, so it needs no CSRF token; and the token check would
# read the whole body before its size can be looked at.


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest, code: str = "") -> HttpResponse:
    """Look a code up (in the address, or ?code= as typed), or compare a file that is posted."""
    if request.method == "POST":
        return _file(request, code)
    if code:
        return _code(request, code)
    if "code" not in request.GET:
        return _page(request)
    form = CodeForm(request.GET)
    if not form.is_valid():
        return _page(request, code_form=form, status=422)
    typed = form.cleaned_data["code"]
    known = codes.normalise(typed)
    return redirect("verify_code", code=known) if known else _code(request, typed)


def _code(request: HttpRequest, code: str) -> HttpResponse:
    if limits.too_many(request):
        return _page(request, limited=True, status=429)
    typed = CodeForm({"code": code})
    if not typed.is_valid():
        return _page(request, code_form=typed, status=404)
    verdict = verification.by_code(code)
    form = CodeForm(initial={"code": code})
    status = 200 if verdict.report else 404
    return _page(request, verdict=verdict, code_form=form, asked=code, status=status)


def _file(request: HttpRequest, code: str) -> HttpResponse:
    if int(request.META.get("CONTENT_LENGTH") or 0) > MAX_BYTES + ENVELOPE:
        form = FileForm({}, MultiValueDict())
        form.errors.clear()
        form.add_error("file", too_large())
        return _page(request, file_form=form, status=413)
    if limits.too_many(request):
        return _page(request, limited=True, status=429)
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, file_form=form, status=422)
    typed = form.cleaned_data["code"] or code
    verdict = verification.by_file(form.cleaned_data["file"], typed)
    name = form.cleaned_data["file"].name
    miscounted = wrong_count(typed) if typed else ""
    return _page(request, verdict=verdict, asked=typed, file_name=name, miscounted=miscounted)


def _page(request: HttpRequest, *, status: int = 200, **context: Any) -> HttpResponse:
    verdict: Verdict | None = context.get("verdict")
    code_form = context.pop("code_form", None) or CodeForm()
    file_form = context.pop("file_form", None) or FileForm(initial={"code": context.get("asked")})
    wrong = next((form for form in (code_form, file_form) if form.errors), None)
    response = render(
        request,
        "reports/verify.html",
        {
            **context,
            "code_form": code_form,
            "file_form": file_form,
            "form": wrong,
            "outcome": _outcome(verdict),
            "report": verdict.report if verdict else None,
        },
        status=status,
    )
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _outcome(verdict: Verdict | None) -> str:
    """One word for what was found: unknown, altered, replaced, or genuine."""
    if verdict is None:
        return ""
    if verdict.report is None:
        return "unknown"
    if not verdict.genuine:
        return "altered"
    return "replaced" if verdict.replaced_by else "genuine"
