"""What people read when they cannot sign in, or when a post cannot be given."""

from danchu.kernel.errors import Sentence

SENTENCES = {
    "people.wait": Sentence(
        "Tài khoản này vừa đăng nhập sai {failures} lần nên tạm khóa {wait}.",
        "Hãy thử lại sau {wait}; nếu quên mật khẩu, liên hệ người quản trị của tỉnh.",
        status=429,
    ),
    "people.bad_user_name": Sentence(
        "Không dùng được tên đăng nhập “{name}”.",
        "Hãy dùng từ 2 đến 60 chữ cái không dấu, chữ số, dấu chấm hoặc gạch nối, "
        "ví dụ “an.hoathuan”.",
        status=422,
    ),
    "people.full_name_missing": Sentence(
        "Chưa ghi họ và tên của chủ tài khoản.",
        "Hãy ghi họ và tên như trên giấy tờ.",
        status=422,
    ),
    "people.user_name_taken": Sentence(
        "Tên đăng nhập “{name}” đã có người dùng.",
        "Hãy chọn tên khác, ví dụ thêm tên xã vào sau.",
    ),
    "people.bad_email": Sentence(
        "“{email}” không phải địa chỉ thư điện tử.",
        "Hãy ghi dạng ten@co-quan.vn, hoặc để trống.",
        status=422,
    ),
    "people.email_taken": Sentence(
        "Địa chỉ thư điện tử “{email}” đã gắn với một tài khoản khác.",
        "Hãy dùng địa chỉ khác hoặc giao chức vụ cho tài khoản đã có.",
    ),
    "people.weak_password": Sentence(
        "Mật khẩu chưa đủ mạnh: {why}",
        "Hãy dùng ít nhất 10 ký tự, không phải mật khẩu thường gặp và không chứa "
        "tên của mình.",
        status=422,
    ),
    "people.unit_ends": Sentence(
        "Đơn vị “{unit}” kết thúc ngày {day:%d/%m/%Y} nên không thể giữ chức vụ ở đó "
        "lâu hơn.",
        "Hãy chọn đơn vị kế thừa hoặc ghi ngày kết thúc sớm hơn.",
    ),
    "people.post_ends_before_it_begins": Sentence(
        "Chức vụ bắt đầu ngày {begins:%d/%m/%Y} nên không thể kết thúc trước ngày đó.",
        "Hãy ghi ngày kết thúc từ ngày bắt đầu trở đi.",
    ),
    "people.post_ended_already": Sentence(
        "Chức vụ này đã kết thúc ngày {ended:%d/%m/%Y}.",
        "Nếu người đó tiếp tục giữ chức vụ, hãy giao chức vụ mới.",
    ),
    "people.post_held_already": Sentence(
        "Người này đã giữ vai trò đó tại “{unit}” trong khoảng thời gian này.",
        "Hãy chọn vai trò, đơn vị hoặc thời gian khác.",
    ),
    "people.acting_needs_an_end": Sentence(
        "Phụ trách tạm thời phải có ngày kết thúc.",
        "Hãy ghi ngày cuối cùng phụ trách.",
        status=422,
    ),
    "people.token_refused": Sentence(
        "Mã truy cập không dùng được: sai, đã hết hạn, đã thu hồi, hoặc chức vụ gắn "
        "với mã đã kết thúc.",
        "Hãy đăng nhập, mở “Mã truy cập” trong “Tôi được làm gì” để xem các mã của "
        "mình, rồi cấp mã mới.",
        status=401,
    ),
    "people.token_without_purpose": Sentence(
        "Chưa ghi mã truy cập dùng vào việc gì.",
        "Hãy ghi tên chương trình sẽ dùng mã, để sau này biết mã nào cần thu hồi.",
        status=422,
    ),
    "people.token_days": Sentence(
        "Mã truy cập không thể có hạn {days} ngày.",
        "Hãy chọn từ 1 đến {most} ngày; hết hạn thì cấp mã mới.",
        status=422,
    ),
    "people.token_post_ended": Sentence(
        "Chức vụ này không còn hoặc chưa bắt đầu nên không cấp được mã truy cập.",
        "Hãy chọn một chức vụ đang giữ.",
    ),
    "people.too_many_tokens": Sentence(
        "Đồng chí đang có {most} mã truy cập còn dùng được, không cấp thêm được.",
        "Hãy thu hồi mã không còn cần rồi cấp mã mới.",
    ),
}
