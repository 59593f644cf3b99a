/*
 * Whether the live chat is open, on any web page, from Pupitre:
 *
 *   <script src="https://…/p/…/widget.js" data-lang="fr" defer></script>
 *
 * data-lang    fr or en; else the language of the page, French when it is neither
 * data-target  id of an element to write into; else a new one after the script
 * data-every   seconds between two questions, 5 to 3600; 60 when left out
 *
 * It loads nothing else, writes text only, sets no cookie, and needs of a Content-Security-Policy that script-src and
 * connect-src name the server. The server caches nothing for it: an answer that has not changed is a 304.
 */
(() => {
  "use strict";

  const script = document.currentScript;
  if (!script || !script.src) return;

  const STYLE = `
:where(.pupitre-chat) { display: block; line-height: 1.4; }
:where(.pupitre-chat[hidden]) { display: none; }
:where(.pupitre-chat-state) { display: block; font-weight: 600; }
:where(.pupitre-chat-detail) { display: block; }
:where(.pupitre-chat-state)::before {
  content: ""; display: inline-block; box-sizing: border-box; width: .7em; height: .7em; margin-inline-end: .45em;
  border: .16em solid currentColor; border-radius: 50%;
}
:where(.pupitre-chat[data-state="open"] .pupitre-chat-state)::before { background: currentColor; }
`;
  const SECOND = 1000;
  const TIMEOUT = 10 * SECOND;
  const LONGEST_WAIT = 300 * SECOND; // between two questions after failures
  const JITTER = 2 * SECOND; // so that the pages of all visitors do not ask in the same instant

  const tag = (script.dataset.lang || document.documentElement.lang || "").toLowerCase();
  const lang = tag === "en" || tag.startsWith("en-") ? "en" : "fr";
  const address = new URL("chat-status", script.src);
  address.search = new URLSearchParams({ lang }).toString();
  const asked = Number(script.dataset.every);
  const every = (asked >= 5 && asked <= 3600 ? asked : 60) * SECOND;

  let box, state, detail; // elements
  let timer = 0;
  let failures = 0;
  let until = Infinity; // when what is shown ends, ms since 1970
  let asking = false;

  function line(name) {
    const element = document.createElement("span");
    element.className = name;
    box.append(element);
    return element;
  }

  function build() {
    const target = script.dataset.target && document.getElementById(script.dataset.target);
    box = document.createElement("div");
    box.className = "pupitre-chat";
    box.setAttribute("role", "status"); // a reader tells what has changed, when it has
    box.lang = lang === "en" ? "en-CA" : "fr-CA";
    box.hidden = true;
    state = line("pupitre-chat-state");
    detail = line("pupitre-chat-detail");
    if (target) target.replaceChildren(box);
    else script.after(box);
    if ("adoptedStyleSheets" in document && "replaceSync" in CSSStyleSheet.prototype) {
      const sheet = new CSSStyleSheet(); // a policy on style-src does not concern it
      sheet.replaceSync(STYLE);
      document.adoptedStyleSheets = [sheet, ...document.adoptedStyleSheets];
    }
  }

  function write(element, text) {
    if (element.textContent !== text) element.textContent = text; // nothing new is not read aloud again
  }

  function show(answer) {
    box.dataset.state = answer.open ? "open" : "closed";
    write(state, String(answer.words.state));
    write(detail, String(answer.words.detail));
    box.hidden = false;
    until = answer.until ? Date.parse(answer.until) : Infinity;
  }

  // Rather nothing than what is no longer true.
  function forget() {
    if (Date.now() < until && !box.hidden) return;
    box.hidden = true;
    delete box.dataset.state;
    write(state, "");
    write(detail, "");
  }

  async function ask() {
    if (asking) return;
    asking = true;
    clearTimeout(timer);
    try {
      const response = await fetch(address, {
        cache: "no-cache", credentials: "omit", referrerPolicy: "no-referrer", signal: AbortSignal.timeout(TIMEOUT),
      });
      if (!response.ok) throw new Error(`the server answers ${response.status}`);
      show(await response.json());
      failures = 0;
    } catch {
      failures++;
      forget();
    } finally {
      asking = false;
      plan();
    }
  }

  function plan() {
    let wait = every;
    if (failures > 0) wait = Math.min(every * 2 ** Math.min(failures - 1, 6), Math.max(every, LONGEST_WAIT));
    const left = until - Date.now();
    if (failures === 0 && left > 0 && left < wait) wait = left + SECOND; // the change itself
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (document.visibilityState === "visible") ask();
      // a page that nobody sees asks again when somebody does
    }, wait + Math.random() * Math.min(JITTER, wait / 10));
  }

  build();
  ask();
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") ask();
  });
  window.addEventListener("online", ask);
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) ask();
  });
})();
