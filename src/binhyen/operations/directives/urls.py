"""Addresses of directives (/van-ban/) and of the register of duties (/viec/)."""

from django.urls import path

from .views import directives, editing, register, review

app_name = "directives"
urlpatterns = [
    path("van-ban/", directives.directive_list, name="list"),
    path("van-ban/them/", directives.receive, name="add"),
    path("van-ban/dang-doc/<int:pk>/", directives.intake, name="intake"),
    path("van-ban/dang-doc/<int:pk>/doc-lai/", directives.intake_again, name="intake-again"),
    path("van-ban/dang-doc/<int:pk>/bo/", directives.intake_dismiss, name="intake-dismiss"),
    path("van-ban/<int:pk>/", directives.directive, name="directive"),
    path("van-ban/<int:pk>/sua/", directives.meta, name="meta"),
    path("van-ban/<int:pk>/xoa/", directives.discard, name="discard"),
    path("van-ban/<int:pk>/chot/", review.sign, name="sign"),
    path("van-ban/<int:pk>/ra-soat/", review.page, name="review"),
    path("van-ban/<int:pk>/ra-soat/muc-luc/", review.outline, name="outline"),
    path("van-ban/<int:pk>/ra-soat/duyet-chac-chan/", review.accept_certain, name="accept-certain"),
    path("van-ban/<int:pk>/ra-soat/duyet-muc/<int:section>/", review.accept_section, name="accept-section"),
    path("van-ban/<int:pk>/ra-soat/hoan-tac/", review.undo, name="undo"),
    path("van-ban/<int:pk>/ra-soat/tao/", review.make, name="make"),
    path("van-ban/<int:pk>/ra-soat/doc-han/", editing.deadline, name="deadline"),
    path("van-ban/co-quan/", editing.bodies, name="bodies"),
    path("van-ban/nhiem-vu/<int:pk>/", review.card, name="card"),
    path("van-ban/nhiem-vu/<int:pk>/duyet/", review.accept, name="accept"),
    path("van-ban/nhiem-vu/<int:pk>/bo/", review.remove, name="remove"),
    path("van-ban/nhiem-vu/<int:pk>/lay-lai/", review.restore, name="restore"),
    path("van-ban/nhiem-vu/<int:pk>/sua/", editing.edit, name="edit"),
    path("van-ban/nhiem-vu/<int:pk>/tach/", review.split, name="split"),
    path("van-ban/nhiem-vu/<int:pk>/gop/", review.merge, name="merge"),
    path("van-ban/diem/<int:pk>/nhan/", review.take_finding, name="take-finding"),
    path("van-ban/diem/<int:pk>/giu/", review.keep_finding, name="keep-finding"),
    path("viec/", register.duty_list, name="register"),
    path("viec/loc/", register.more_filters, name="register-filters"),
    path("viec/<int:pk>/", register.duty, name="register-duty"),
    path("viec/lich/", register.calendar, name="register-calendar"),
    path("viec/dong-thoi-gian/", register.timeline, name="register-timeline"),
    path("viec/bang/", register.matrix, name="register-matrix"),
    path("viec/co-quan/", register.bodies, name="register-bodies"),
    path("viec/co-quan/<slug:key>/", register.body_sheet, name="register-body"),
    path("viec/co-quan/<slug:key>/lich/", register.make_feed, name="feed-make"),
    path("viec/xuat/<slug:form>/", register.export, name="register-export"),
    path("viec/lich/<int:pk>/thu-hoi/", register.revoke_feed, name="feed-revoke"),
    path("viec/lich/<str:token>.ics", register.feed, name="feed"),
]
