/** What the page says about saving: beside each cell, in the bar, to a screen reader. */

const WORDS = {
  waiting: "",
  saving: "đang ghi…",
  saved: "đã ghi",
  kept: "chưa gửi, giữ trên máy này",
  refused: "chưa ghi được",
  clash: "hai người cùng ghi",
};

const KEPT = "Số liệu đã giữ trên máy này và sẽ tự gửi.";
const NOT_HANDED_UP =
  "Chưa trình được: còn ô chưa gửi xong hoặc hai người cùng ghi. Hãy xem các ô có đánh dấu.";
const WAITING = {
  offline: "Mất mạng",
  busy: "Máy chủ đang bận",
  down: "Máy chủ chưa trả lời được",
  garbled: "Máy chủ trả lời không trọn",
};
/** Notices that are over once everything is saved. */
const OF_THE_LINE = ["session", "forbidden", "gone", "refused", "unsettled"];
const REASONS = {
  forbidden: "Chưa lưu được vì trang này không còn khớp với phiên làm việc. Số đã gõ còn trên máy này; hãy tải lại trang.",
  gone: "Không tìm thấy biểu này nữa. Số đã gõ còn trên máy này; hãy mở lại từ bàn việc.",
  large: "Nội dung quá dài nên máy chủ không nhận. Phần đã viết còn trên máy này; hãy viết ngắn lại.",
  refused: "Chưa lưu được. Số đã gõ còn trên máy này; hãy tải lại trang.",
};

function button(label, deed) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "dc-btn dc-btn--sm";
  made.textContent = label;
  made.addEventListener("click", deed);
  return made;
}

/** @param {import("./sheet.js").Sheet} sheet */
export function statusOf(sheet) {
  const line = document.getElementById("da-luu");
  const notice = document.getElementById("bao-nhap");
  const clock = () =>
    new Date().toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });

  function tell(text) {
    line.hidden = false;
    if (line.textContent !== text) line.textContent = text;
  }

  /** Show a notice; one of the line that stands there already is not read out again. */
  function show(text, sort, ...acts) {
    const stands = !notice.hidden && notice.dataset.sort === sort;
    if (sort && stands && notice.firstChild.data === text) return;
    notice.dataset.sort = sort;
    notice.replaceChildren(document.createTextNode(text), ...acts);
    notice.hidden = false;
  }

  const close = () => button("Đóng", quiet);

  function quiet() {
    notice.hidden = true;
    notice.replaceChildren();
  }

  let isDown = false;

  function restored() {
    isDown = false;
    if (OF_THE_LINE.includes(notice.dataset.sort)) quiet();
  }

  return {
    cell(name, state) {
      const input = sheet.byName.get(name);
      if (!input) return;
      input.dataset.state = state;
      const place = input.parentElement;
      let told = place.querySelector(".dc-saving");
      if (!told) {
        told = document.createElement("span");
        told.className = "dc-saving";
        told.ariaHidden = "true";
        place.append(told);
      }
      told.textContent = WORDS[state];
      if (state !== "clash") sheet.say(name, "xung-dot", "");
    },
    saved(at, refusals) {
      restored();
      tell(`Đã lưu lúc ${at}.${refusals ? ` Còn ${refusals} ô chưa ghi được.` : ""}`);
    },
    /** The line is whole again, and nothing waits. */
    restored() {
      if (isDown) tell("Đã nối lại với máy chủ; không còn gì chờ gửi.");
      restored();
    },
    offline() {
      this.failed("offline");
    },
    /** @param {string} why of `line.js` @param {{detail: string, cure: string} | null} told */
    failed(why, told) {
      isDown ||= why in WAITING || why === "session";
      if (why === "session") this.sessionEnded();
      else if (why in WAITING) tell(`${WAITING[why]} lúc ${clock()}. ${KEPT}`);
      else if (told?.detail) this.refused(`${told.detail} ${told.cure ?? ""}`, "told");
      else this.refused(REASONS[why], why);
    },
    sessionEnded() {
      tell("Phiên làm việc đã hết. Số đã gõ còn trên máy này.");
      const link = document.createElement("a");
      link.href = "/dang-nhap/?next=/ban-viec/";
      link.target = "_blank";
      link.rel = "noopener";
      link.textContent = "Đăng nhập lại";
      show("Phiên làm việc đã hết; số đã gõ còn trên máy này và sẽ tự gửi sau khi đồng chí ", "session", link);
    },
    /** What was not done, while saving goes on. */
    declined(sentence) {
      show(sentence, "", close());
    },
    refused(sentence, sort = "") {
      tell("Chưa lưu được.");
      show(sentence, sort, close());
    },
    /** Why a filing is not handed up, unless the way out stands there already. */
    notHandedUp() {
      if (notice.hidden || notice.dataset.sort !== "session") this.refused(NOT_HANDED_UP, "unsettled");
    },
    undoable(sentence, undo) {
      const back = undo && button("Hoàn tác", () => {
        const kept = undo();
        quiet();
        if (kept) show(`${kept} `, "", close());
      });
      show(`${sentence} `, "", ...(back ? [back] : []), close());
    },
    clash(name, mine, theirs, { keep, take }) {
      const said = theirs.text || { na: "Không áp dụng", wait: "Chưa có" }[theirs.state] || "để trống";
      const noted = theirs.note ? `, ghi chú “${theirs.note}”` : "";
      const told = sheet.say(
        name,
        "xung-dot",
        `${theirs.who} đã ghi ${said}${noted} lúc ${theirs.at}; đồng chí ghi ${mine || "để trống"}. `,
      );
      told?.append(button("Giữ số của tôi", keep), button(`Lấy ${said}`, take));
      tell(`Ô ${name}: hai người cùng ghi. Hãy chọn số đúng ở cột ghi chú.`);
    },
  };
}
