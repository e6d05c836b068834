"""Addresses of work, below /cong-viec/."""

from django.urls import path

from .views import asking, giving, judging, lists, matrix, task

app_name = "work"
urlpatterns = [
    path("", lists.task_list, name="list"),
    path("xuat.xlsx", lists.export, name="export"),
    path("nhan-het/", lists.receive_all, name="receive-all"),
    path("nhom/", lists.heads, name="heads"),
    path("chua-mo/", lists.heat, name="heat"),
    path("giao/", giving.give, name="give"),
    path("giao/van-ban/<int:pk>/", giving.directive, name="give-directive"),
    path("xac-nhan/", judging.queue, name="verify-queue"),
    path("hoi/", asking.questions, name="questions"),
    path("hoi/<int:pk>/", asking.answer, name="answer"),
    path("ma-tran/", matrix.matrix, name="matrix"),
    path("ma-tran/xuat.xlsx", matrix.export, name="matrix-export"),
    path("<int:pk>/", task.task, name="task"),
    path("<int:pk>/minh-chung/", task.show, name="show"),
    path("<int:pk>/bao-xong/", task.claim, name="claim"),
    path("<int:pk>/rut-bao-xong/", task.take_back, name="take-back"),
    path("<int:pk>/nguoi/", task.name_person, name="name-person"),
    path("<int:pk>/buoc/", task.add_step, name="add-step"),
    path("<int:pk>/dung/", task.stop, name="stop"),
    path("<int:pk>/hoi/", asking.ask, name="ask"),
    path("<int:pk>/phan/<int:share_id>/xac-nhan/", judging.verify, name="verify"),
    path("<int:pk>/phan/<int:share_id>/tra-lai/", judging.reject, name="reject"),
    path("buoc/<int:pk>/", task.change_step, name="change-step"),
    path("minh-chung/<int:pk>/rut/", task.withdraw, name="withdraw"),
]
