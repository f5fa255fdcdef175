"""Pages of reminders: what a person wants, and the link in a letter that stops a kind of them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.http import Request
from reminders import tokens
from reminders.forms import KindsForm
from reminders.kinds import known
from reminders.selectors import reminders_page
from reminders.services import subscriptions


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def reminders(request: Request) -> HttpResponse:
    """Choose the kinds of letters, and see how the last ones went."""
    page = reminders_page(request.user)
    data = request.POST if request.method == "POST" else None
    form = KindsForm(data, initial={"wanted": page.wanted})
    if data is not None and form.is_valid():
        subscriptions.choose(by=request.user, wanted=form.cleaned_data["wanted"])
        messages.success(request, _("บันทึกแล้ว"))
        return redirect("reminders")
    status = 422 if form.errors else 200
    return render(request, "reminders/reminders.html", {"form": form, "page": page}, status=status)


# A mail program posts here for its reader, so there is no session and no CSRF token; the signature
# of the link is what says who asks. It can do nothing but stop letters to that person.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reminder_stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, then stop the letters about the kinds that the link names."""
    found = tokens.read(token)
    kinds = known(found[1]) if found else []
    stopped = False
    if found and kinds and request.method == "POST":
        subscriptions.stop(user_id=found[0], codes=found[1])
        stopped = True
    response = render(
        request,
        "reminders/reminder_stop.html",
        {"kinds": kinds, "stopped": stopped},
        status=200 if kinds else 404,
    )
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
