"""Ready texts of the leader's page, to be sent by telephone: plain words, bodies and counts, never a person.

Who a text goes to stands before it; what is asked of them, and where to answer, behind it. Plain Python.
"""

from datetime import datetime

from binhyen.operations.work.rules.recurrence import LOCAL


def moment(at: datetime) -> str:
    return f"{at.astimezone(LOCAL):%H:%M} ngày {at.astimezone(LOCAL):%d/%m/%Y}"


def day(at: datetime) -> str:
    return f"{at.astimezone(LOCAL):%d/%m/%Y}"


def drifting(name: str, lacking: str, address: str) -> str:
    return (
        f"Kính gửi {name}: địa bàn đã được công nhận không ma túy nhưng số liệu hôm nay không còn đạt ({lacking}). "
        f"Đề nghị rà soát, báo nguyên nhân và biện pháp: {address}"
    )


def late_move(name: str, n: int, address: str) -> str:
    return f"Kính gửi {name}: còn {n} lượt chuyển nơi cư trú đã hết hạn trả lời. Đề nghị trả lời ngay: {address}"


def review_files(n: int, words: str, address: str) -> str:
    return f"Còn {n} hồ sơ xét công nhận chưa có quyết định. {words} Đề nghị báo vướng ở bước nào: {address}"


def weekly(name: str, stage: str, due: datetime, address: str) -> str:
    return (
        f"Kính gửi {name}: báo cáo tuần hạn {moment(due)} chưa thấy gửi (đang ở bước: {stage.lower()}). "
        f"Đề nghị hoàn thành và gửi ngay, hoặc báo lý do: {address}"
    )


def unanswered(name: str, n: int, due: datetime, address: str) -> str:
    return (
        f"Kính gửi {name}: còn {n} khó khăn, vướng mắc của đơn vị khác chờ cơ quan trả lời, hạn sớm nhất "
        f"{moment(due)}. Đề nghị trả lời, hoặc chuyển đúng nơi có thẩm quyền: {address}"
    )


def remedies(name: str, n: int, address: str) -> str:
    return (
        f"Kính gửi {name}: còn {n} phát hiện qua kiểm tra đã quá hạn khắc phục. "
        f"Đề nghị khắc phục, gửi minh chứng: {address}"
    )


def late_duties(name: str, n: int, address: str) -> str:
    return (
        f"Kính gửi {name}: còn {n} nhiệm vụ trong văn bản do cơ quan chủ trì đã qua hạn. "
        f"Đề nghị báo kết quả và ngày hoàn thành: {address}"
    )


def nobody_leads(n: int, address: str) -> str:
    return f"Còn {n} nhiệm vụ trong văn bản chưa có ai chủ trì. Đề nghị trình phương án phân công: {address}"


def sign_off(name: str, address: str) -> str:
    return f"Mọi việc trong {name} đã duyệt. Đề nghị xem lần cuối rồi chốt: {address}"


def faults(name: str, n: int, address: str) -> str:
    return f"{name} còn {n} lỗi chưa xử lý. Đề nghị rà soát, hỏi lại cơ quan ban hành: {address}"


def extension(name: str, title: str, until: datetime, address: str) -> str:
    return (
        f"Kính gửi {name}: đề nghị gia hạn việc “{title}” đến {day(until)} đang chờ quyết định. "
        f"Đề nghị báo thêm phần đã làm, phần còn lại và người làm: {address}"
    )


def proposal(name: str, address: str) -> str:
    return (
        f"Kính gửi {name}: đề nghị khen thưởng, trách nhiệm do cơ quan trình đang chờ quyết định. "
        f"Đề nghị sẵn sàng giải trình minh chứng của từng dòng: {address}"
    )


def question(title: str, address: str) -> str:
    return f"Câu hỏi về việc “{title}” đã nhận. Đề nghị báo thêm chỗ chưa rõ trước khi trả lời: {address}"


def own_difficulty(name: str, address: str) -> str:
    return (
        f"Kính gửi {name}: khó khăn, vướng mắc của đơn vị đã nhận. "
        f"Đề nghị báo thêm số liệu và phương án đề xuất để trả lời: {address}"
    )


def to_sign(printed: str, address: str) -> str:
    return f"Văn bản {printed} đang chờ ký. Đề nghị chuẩn bị tờ trình và bản trình ký: {address}"


def report(title: str, address: str) -> str:
    return f"{title}: đang chờ ký. Đề nghị rà soát lại số liệu và phần giải trình trước khi ký: {address}"
