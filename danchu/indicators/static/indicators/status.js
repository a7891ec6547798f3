/** What the page says about saving: beside each cell, in the bar, to a screen reader. */

const WORDS = {
  waiting: "",
  saving: "đang ghi…",
  saved: "đã ghi",
  kept: "chưa gửi, giữ trên máy này",
  refused: "chưa ghi được",
  clash: "hai người cùng ghi",
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

  function show(text, ...acts) {
    notice.replaceChildren(document.createTextNode(text), ...acts);
    notice.hidden = false;
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
    saved(at, isAll) {
      if (isAll) tell(`Đã lưu lúc ${at}.`);
    },
    offline() {
      tell(`Mất mạng lúc ${clock()}. Số liệu đã giữ trên máy này và sẽ tự gửi.`);
    },
    sessionEnded() {
      tell("Phiên làm việc đã hết. Số đã gõ còn trên máy này.");
      const link = document.createElement("a");
      link.href = "/dang-nhap/?next=/ban-viec/";
      link.target = "_blank";
      link.rel = "noopener";
      link.textContent = "Đăng nhập lại";
      show("Phiên làm việc đã hết; số đã gõ còn trên máy này và sẽ tự gửi sau khi đồng chí ", link);
    },
    refused(sentence) {
      tell("Chưa lưu được.");
      show(sentence, button("Đóng", () => this.quiet()));
    },
    undoable(sentence, undo) {
      const back = undo && button("Hoàn tác", () => {
        undo();
        this.quiet();
      });
      show(`${sentence} `, ...(back ? [back] : []), button("Đóng", () => this.quiet()));
    },
    quiet() {
      notice.hidden = true;
      notice.replaceChildren();
    },
    clash(name, theirs, { keep, take }) {
      const words = theirs.text || { na: "Không áp dụng", wait: "Chưa có" }[theirs.state] || "để trống";
      const told = sheet.say(name, "xung-dot", `${theirs.who} đã ghi ${words} lúc ${theirs.at}. `);
      told?.append(button("Giữ số của tôi", keep), button(`Lấy ${words}`, take));
      tell(`Ô ${name}: hai người cùng ghi. Hãy chọn số đúng ở cột ghi chú.`);
    },
  };
}
