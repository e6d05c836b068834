"""Every page of the product, and how a person gets there. A page without a line here fails a test."""

from dataclasses import dataclass

COORDINATOR, OFFICER, COMMUNE, LEADER = "coordinator", "officer", "commune_committee", "leader"
AUDITOR, ADMINISTRATOR, STRANGER, NOBODY = "auditor", "administrator", "stranger", ""


@dataclass(frozen=True)
class Page:
    """``name`` of the address; ``person`` who opens it; ``path`` to begin at; ``follow`` links pressed from there."""

    name: str
    person: str
    path: str
    follow: tuple[str, ...] = ()
    status: int = 200
    guarded: bool = False  # asks for the password once more


DIRECTIVE = "main a[href^='/van-ban/']:not([href$='/them/']):not([href*='dang-doc']):not([href*='?'])"
HUMAN = "main a[href^='/nguoi/'][href$='/']:not([href$='/da-xem/']):not([href*='/mo-ngan/'])"
CASE = "main table a[href^='/ho-so/']"
PAGES = (
    Page("portal:home", NOBODY, "/"),
    Page("portal:home", STRANGER, "/"),
    Page("portal:home", COORDINATOR, "/"),
    Page("portal:home", COMMUNE, "/"),
    Page("portal:home", LEADER, "/"),
    Page("portal:home", ADMINISTRATOR, "/"),
    Page("portal:search", COORDINATOR, "/tim/?q=ma tuy"),
    Page("portal:search", COORDINATOR, "/tim/?q=khongcodau"),
    Page("portal:sections", COORDINATOR, "/muc/"),
    Page("portal:help", NOBODY, "/tro-giup/"),
    Page("portal:gallery", NOBODY, "/ui/"),
    Page("organisations:list", COORDINATOR, "/co-quan/"),
    Page("organisations:body", COORDINATOR, "/co-quan/s_yte/"),
    Page("organisations:body", COORDINATOR, "/co-quan/ubnd_xa/"),
    Page("organisations:make", COORDINATOR, "/co-quan/them/"),
    Page("organisations:rename", COORDINATOR, "/co-quan/s_yte/doi-ten/"),
    Page("organisations:alias-add", COORDINATOR, "/co-quan/s_yte/ten-khac/"),
    Page("organisations:close", COORDINATOR, "/co-quan/s_yte/ket-thuc/"),
    Page("organisations:member-add", COORDINATOR, "/co-quan/ubnd_xa/thanh-vien/"),
    Page("organisations:member-remove", COORDINATOR, "/co-quan/ubnd_xa/thanh-vien/ubnd_xa_02788/"),
    Page("documents:list", OFFICER, "/cong-van/"),
    Page("documents:register", OFFICER, "/cong-van/them/"),
    Page("documents:document", OFFICER, "/cong-van/", ("main tbody a",)),
    Page("documents:amend", OFFICER, "/cong-van/", ("main tbody a", "main a[href$='/sua/']")),
    Page("territories:list", COMMUNE, "/dia-ban/"),
    Page("territories:list", COMMUNE, "/dia-ban/?q=ban lau"),
    Page("territories:province", COMMUNE, "/dia-ban/15/"),
    Page("territories:commune", COMMUNE, "/dia-ban/xa/02788/"),
    Page("territories:hamlet-enter", COMMUNE, "/dia-ban/xa/02788/thon/them/"),
    Page("territories:hamlet-rename", COMMUNE, "/dia-ban/xa/02788/", ("main a[href$='/doi-ten/']",)),
    Page("territories:hamlet-close", COMMUNE, "/dia-ban/xa/02788/", ("main a[href$='/ket-thuc/']",)),
    Page("territories:population-set", COORDINATOR, "/dia-ban/xa/02788/dan-so/"),
    Page("accounts:list", ADMINISTRATOR, "/tai-khoan/"),
    Page("accounts:new", ADMINISTRATOR, "/tai-khoan/moi/"),
    Page("accounts:mine", COMMUNE, "/tai-khoan/cua-toi/"),
    Page("accounts:detail", ADMINISTRATOR, "/tai-khoan/", ("main tbody a",)),
    Page("accounts:stand-in", ADMINISTRATOR, "/tai-khoan/", ("main tbody a", "main a[href$='/thay/']")),
    Page("accounts:end", ADMINISTRATOR, "/tai-khoan/", ("main tbody a", "main a[href$='/ket-thuc/']")),
    Page("journal:list", AUDITOR, "/nhat-ky/"),
    Page("journal:detail", AUDITOR, "/nhat-ky/", ("main tbody a",)),
    Page("jobs:list", ADMINISTRATOR, "/cong-viec-nen/"),
    Page("notifications:list", COMMUNE, "/thong-bao/"),
    Page("directives:list", COORDINATOR, "/van-ban/"),
    Page("directives:list", COMMUNE, "/van-ban/"),
    Page("directives:add", COORDINATOR, "/van-ban/them/"),
    Page("directives:directive", COORDINATOR, "/van-ban/", (DIRECTIVE,)),
    Page("directives:directive", COMMUNE, "/van-ban/", (DIRECTIVE,)),
    Page("directives:meta", COORDINATOR, "/van-ban/", (DIRECTIVE, "main a[href$='/sua/']")),
    Page("directives:review", COORDINATOR, "/van-ban/", (DIRECTIVE, "main a[href$='/ra-soat/']")),
    Page("directives:review", LEADER, "/van-ban/", (DIRECTIVE, "main a[href*='/ra-soat/']")),
    Page("directives:register", COORDINATOR, "/viec/"),
    Page("directives:register", COMMUNE, "/viec/"),
    Page("directives:register", COMMUNE, "/viec/?q=khongconhuthe"),
    Page("directives:register-duty", COORDINATOR, "/viec/", ("main tbody a",)),
    Page("directives:register-calendar", COORDINATOR, "/viec/lich/"),
    Page("directives:register-timeline", COORDINATOR, "/viec/dong-thoi-gian/"),
    Page("directives:register-matrix", COORDINATOR, "/viec/bang/"),
    Page("directives:register-body", COMMUNE, "/viec/co-quan/ubnd_xa_02788/"),
    Page("people:list", COMMUNE, "/nguoi/"),
    Page("people:list", LEADER, "/nguoi/"),
    Page("people:enter", COMMUNE, "/nguoi/them/"),
    Page("people:person", COMMUNE, "/ho-so/", (CASE, HUMAN)),
    Page("people:person", AUDITOR, "/ho-so/", (CASE, HUMAN)),
    Page("people:amend", COMMUNE, "/ho-so/", (CASE, HUMAN, "main a[href$='/sua/']")),
    Page("people:part-add", COMMUNE, "/ho-so/", (CASE, HUMAN, "main a[href$='/dia-chi/']")),
    Page("people:part-add", COMMUNE, "/ho-so/", (CASE, HUMAN, "main a[href$='/nhay-cam/']")),
    Page("people:part-end", COMMUNE, "/ho-so/", (CASE, HUMAN, "main a[href*='/ket-thuc/']")),
    Page("people:photo", COMMUNE, "/ho-so/", (CASE, HUMAN, "main a[href$='/anh/']")),
    Page("people:history", COMMUNE, "/ho-so/", (CASE, HUMAN, "main a[href$='/lich-su/']")),
    Page("people:person-requests", COMMUNE, "/ho-so/", (CASE, HUMAN, "main a[href$='/yeu-cau/']")),
    Page("people:pairs", COMMUNE, "/nguoi/trung/"),
    Page("people:requests", COMMUNE, "/nguoi/yeu-cau/"),
    Page("cases:papers", COMMUNE, "/ho-so/", (CASE, "main a[href$='/giay-to/']")),
    Page("cases:papers", AUDITOR, "/ho-so/", (CASE, "main a[href$='/giay-to/']")),
    Page("cases:paper", COMMUNE, "/ho-so/", (CASE, "main a[href$='/giay-to/']", "main a[href$='/self_statement/']")),
    Page("cases:papers-many", COMMUNE, "/ho-so/giay-to/nhieu-nguoi/"),
    Page("cases:templates", COORDINATOR, "/ho-so/mau-giay/"),
    Page("cases:template", COORDINATOR, "/ho-so/mau-giay/", ("main tbody a",)),
    Page("cases:template-edit", COORDINATOR, "/ho-so/mau-giay/", ("main tbody a", "main a[href$='/sua/']")),
    Page("people:crossings", COMMUNE, "/nguoi/mo-xem/"),
    Page("people:crossings", LEADER, "/nguoi/mo-xem/"),
    Page("people:crossing-area", COMMUNE, "/nguoi/mo-xem/dia-ban/"),
    Page("people:crossing-compartment", COMMUNE, "/ho-so/", (CASE, "main a[href*='/mo-ngan/']")),
    Page("people:readers", AUDITOR, "/ho-so/", (CASE, "main a[href$='/da-xem/']")),
    Page("account_login", NOBODY, "/accounts/login/"),
    Page("account_logout", COMMUNE, "/accounts/logout/"),
    Page("account_signup", NOBODY, "/accounts/signup/"),
    Page("account_inactive", NOBODY, "/accounts/inactive/"),
    Page("account_reset_password", NOBODY, "/accounts/password/reset/"),
    Page("account_reset_password_done", NOBODY, "/accounts/password/reset/done/"),
    Page("account_reset_password_from_key", NOBODY, "/accounts/password/reset/key/x-y/"),
    Page("account_reset_password_from_key_done", NOBODY, "/accounts/password/reset/key/done/"),
    Page("account_change_password", COMMUNE, "/accounts/password/change/"),
    Page("account_reauthenticate", COMMUNE, "/accounts/reauthenticate/"),
    Page("account_email", COMMUNE, "/accounts/email/"),
    Page("mfa_index", COMMUNE, "/accounts/2fa/"),
    Page("mfa_activate_totp", COMMUNE, "/accounts/2fa/totp/activate/", guarded=True),
    Page("mfa_list_webauthn", COMMUNE, "/accounts/2fa/webauthn/"),
    Page("mfa_add_webauthn", COMMUNE, "/accounts/2fa/webauthn/add/", guarded=True),
    Page("usersessions_list", COMMUNE, "/accounts/sessions/"),
    Page("404", NOBODY, "/khong-co/", status=404),
    Page("403", COMMUNE, "/nhat-ky/", status=403),
    Page("405", NOBODY, "/giao-dien/", status=405),
)

# addresses that answer no page of their own: forms that are sent, fragments of a page, files, what a machine reads,
# and steps of signing in that stand on a state no journey can be in
NOT_PAGES = {
    "portal:appearance", "portal:gallery-grid",
    "organisations:export", "organisations:complete", "documents:export", "documents:link",
    "documents:unlink", "territories:province-export", "accounts:bodies", "accounts:change", "accounts:close",
    "accounts:password", "accounts:office-new", "journal:verify", "jobs:progress", "files:download",
    "notifications:unread", "notifications:all-read", "notifications:open",
    "directives:intake", "directives:intake-again", "directives:intake-dismiss", "directives:discard",
    "directives:sign", "directives:outline", "directives:accept-certain", "directives:accept-section",
    "directives:undo", "directives:make", "directives:deadline", "directives:bodies", "directives:card",
    "directives:accept", "directives:remove", "directives:restore", "directives:edit", "directives:split",
    "directives:merge", "directives:take-finding", "directives:keep-finding", "directives:register-filters",
    "directives:register-bodies", "directives:register-export", "directives:feed-make", "directives:feed-revoke",
    "directives:feed",
    "people:hint", "people:hamlets", "people:show", "people:summary", "people:request-acknowledge",
    "people:request-extend", "people:request-answer",
    "people:pair", "people:unmerge", "people:request",  # tests/journeys/test_people.py
    "cases:paper-again", "cases:template-restore",
    "people:crossing-close", "people:crossing-object", "people:crossing-explain",  # tests/journeys/test_crossings.py
    "account_email_verification_sent", "account_set_password", "account_confirm_login_code", "account_confirm_email",
    "mfa_authenticate", "mfa_reauthenticate", "mfa_deactivate_totp", "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes", "mfa_download_recovery_codes", "mfa_reauthenticate_webauthn",
    "mfa_remove_webauthn", "mfa_edit_webauthn", "mfa_login_webauthn", "socialaccount_login_cancelled",
    "socialaccount_login_error", "socialaccount_signup", "socialaccount_connections", "openid_connect_login",
    "openid_connect_callback", "None",
}  # fmt: skip
