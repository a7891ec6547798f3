"""What people read when the registry refuses."""

from danchu.kernel.errors import Sentence

SENTENCES = {
    "registry.wrong_login": Sentence(
        "Tên đăng nhập hoặc mật khẩu không đúng.",
        "Hãy kiểm tra chữ hoa, chữ thường rồi thử lại; nếu quên mật khẩu, liên hệ "
        "người quản trị của tỉnh.",
        status=422,
    ),
    "registry.wrong_password": Sentence(
        "Mật khẩu hiện nay không đúng.",
        "Hãy nhập mật khẩu đang dùng để đăng nhập.",
        status=422,
    ),
    "registry.same_password": Sentence(
        "Mật khẩu mới trùng với mật khẩu đang dùng.",
        "Hãy chọn một mật khẩu khác.",
        status=422,
    ),
    "registry.invitation_expired": Sentence(
        "Mật khẩu dùng một lần này đã hết hạn.",
        "Hãy đề nghị người quản trị cấp mật khẩu mới.",
        status=422,
    ),
    "registry.not_for_oneself": Sentence(
        "Không ai tự giao, tự kết thúc chức vụ hoặc tự cấp lại mật khẩu của mình.",
        "Hãy nhờ một người quản trị khác.",
    ),
    "registry.still_in_office": Sentence(
        "Tài khoản này đang giữ chức vụ nên chưa xóa được.",
        "Hãy nhờ người quản trị kết thúc chức vụ trước, rồi xóa.",
    ),
    "registry.administrator_exists": Sentence(
        "Hệ thống đã có người quản trị.",
        "Hãy đăng nhập bằng tài khoản quản trị để mở thêm tài khoản.",
    ),
    "registry.unit_has_ended": Sentence(
        "“{unit}” không còn tồn tại nên không thể thêm đơn vị trực thuộc.",
        "Hãy mở trang của đơn vị kế thừa rồi thêm ở đó.",
    ),
    "registry.wrong_parent": Sentence(
        "Không thể thêm {what} trực thuộc “{unit}”.",
        "Thôn, tổ dân phố đứng dưới xã, phường, đặc khu; cơ quan, đơn vị, doanh "
        "nghiệp đứng dưới cả nước, tỉnh hoặc xã.",
    ),
    "registry.name_taken_here": Sentence(
        "Ở “{unit}” đã có “{name}”.",
        "Hãy kiểm tra lại tên, hoặc ghi tên đầy đủ hơn để phân biệt.",
    ),
    "registry.name_missing": Sentence(
        "Chưa ghi tên đơn vị.", "Hãy ghi tên đầy đủ.", status=422
    ),
    "registry.wrong_governing_body": Sentence(
        "“{unit}” không thể là cơ quan chủ quản ở đây.",
        "Hãy chọn một đơn vị cấp trên hoặc một cơ quan cùng tỉnh đang hoạt động.",
        status=422,
    ),
}
