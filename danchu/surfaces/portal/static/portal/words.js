/** What scripts of the portal say, in the language of the page; Vietnamese is the source. */

const ENGLISH = {
  "Gợi ý": "Suggestions",
  "mục này": "this item",
  "tệp {name}": "the file {name}",
  "Đang kiểm tra…": "Checking…",
  "Khớp. Trình duyệt này đã tự kiểm tra {name}.": "It matches. This browser has checked {name} itself.",
  "Không khớp.": "It does not match.",
  "Chưa kiểm tra được.": "It could not be checked.",
  "Khóa của sổ khác với khóa mà trình duyệt này đã thấy lần trước.":
    "The key of the ledger is not the one that this browser saw last time.",
  "Khóa trong bằng chứng không phải khóa của sổ này.": "The key in the proof is not the key of this ledger.",
  "Mã tính lại từ nội dung trùng với cam kết ghi khi công bố.":
    "The code computed again from the content equals the commitment made when it was published.",
  "Dòng thứ {line} dẫn tới đúng dấu của sổ {size} dòng.":
    "Line {line} leads exactly to the mark of the ledger of {size} lines.",
  "Dấu mang chữ ký của khóa {key}.": "The mark bears the signature of the key {key}.",
  "Sổ nối tiếp sổ {before} dòng mà trình duyệt này đã thấy lần trước.":
    "The ledger continues the one of {before} lines that this browser saw last time.",
  "Trình duyệt này ghi nhớ khóa và dấu của sổ để so ở lần sau.":
    "This browser remembers the key and the mark of the ledger, to compare them next time.",
  "Nội dung có {cells} ô số liệu.": "The content has {cells} figures.",
  "Ô {name} trên trang này khác với nội dung đã công bố.":
    "The figure {name} on this page is not the one that was published.",
  "Cả {cells} ô trên trang này đúng như nội dung đã công bố.":
    "All {cells} figures on this page are as they were published.",
  "Trình duyệt chỉ tự kiểm tra được trên kết nối an toàn (https).":
    "A browser can check this only over a secure connection (https).",
  "Trình duyệt này chưa có phép kiểm chữ ký Ed25519.": "This browser cannot check Ed25519 signatures yet.",
  "Tệp này không phải là bằng chứng của một mục.": "This file is not the proof of an item.",
  "Không lấy được bằng chứng; kiểm tra kết nối rồi thử lại.":
    "The proof could not be fetched; check the connection and try again.",
  "Nội dung của mục “{item}” không phải là nội dung đã công bố.":
    "The content of the item “{item}” is not what was published.",
  "Mục “{item}” không nằm trong sổ của bản chốt này.": "The item “{item}” is not in the ledger of this checkpoint.",
  "Sổ hiện nay không nối tiếp sổ mà trình duyệt này đã thấy: quá khứ đã bị viết lại, hoặc có hai sổ được đưa ra cho những người khác nhau.":
    "The ledger of today does not continue the one that this browser saw: the past was rewritten, or different people are shown different ledgers.",
  "Tệp bằng chứng hỏng: có phần không đọc được.": "The proof file is damaged: a part of it cannot be read.",
  "Khóa công khai bị hỏng.": "The public key is damaged.",
  "Đây không phải là một bản chốt sổ.": "This is not a checkpoint of a ledger.",
  "Dấu của sổ không mang chữ ký đúng của khóa công khai.":
    "The mark of the ledger does not bear the right signature of the public key.",
  "Đây là bản chốt của một sổ khác.": "This is the checkpoint of another ledger.",
};

export const isEnglish = globalThis.document?.documentElement.lang === "en";

/** Say a sentence with its facts put in. */
export function say(sentence, facts = {}) {
  const said = isEnglish ? ENGLISH[sentence] : sentence;
  return said.replace(/\{(\w+)\}/g, (_, name) => facts[name]);
}
