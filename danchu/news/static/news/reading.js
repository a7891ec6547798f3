/** Say once that this page was read: after some seconds, and only while it is seen. */

const AFTER = 4000;
const told = document.querySelector("script[data-read]");

if (told && !navigator.globalPrivacyControl) setTimeout(tell, AFTER);

function tell() {
  if (document.visibilityState !== "visible") {
    document.addEventListener("visibilitychange", () => setTimeout(tell, AFTER), { once: true });
    return;
  }
  fetch(told.dataset.read, { method: "POST", keepalive: true, credentials: "omit" }).catch(() => {});
}
