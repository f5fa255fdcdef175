"""Addresses of the register of agencies, posts and tenures."""

from django.urls import path

from accounts.people.views import agencies, imports, posts, tenures

urlpatterns = [
    path("<area:area_code>/agencies/", agencies.agency_list, name="agency_list"),
    path("<area:area_code>/agencies.xlsx", agencies.agency_export, name="agency_export"),
    path("<area:area_code>/agencies/new/", agencies.agency_create, name="agency_create"),
    path("<area:area_code>/agencies/import/", imports.agency_import, name="agency_import"),
    path(
        "<area:area_code>/agencies/import/<slug:key>/faults.xlsx",
        imports.agency_import_faults,
        name="agency_import_faults",
    ),
    path("<area:area_code>/agencies/<int:pk>/", agencies.agency_detail, name="agency_detail"),
    path("<area:area_code>/agencies/<int:pk>/edit/", agencies.agency_edit, name="agency_edit"),
    path("<area:area_code>/agencies/<int:pk>/posts/new/", posts.post_create, name="post_create"),
    path("<area:area_code>/posts/vacant/", posts.posts_vacant, name="posts_vacant"),
    path("<area:area_code>/posts/<int:pk>/", posts.post_detail, name="post_detail"),
    path("<area:area_code>/posts/<int:pk>/edit/", posts.post_edit, name="post_edit"),
    path("<area:area_code>/posts/<int:pk>/begin/", tenures.tenure_begin, name="tenure_begin"),
    path(
        "<area:area_code>/posts/<int:pk>/handover/", tenures.handover_sheet, name="handover_sheet"
    ),
    path("<area:area_code>/tenures/<int:pk>/end/", tenures.tenure_end, name="tenure_end"),
]
