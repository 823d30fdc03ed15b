// Makes the pages nicer; each of them works without it. Old phones run it, too: no modules, no `?.`.
(function () {
  "use strict";
  var MINUTE = 60 * 1000;
  var sending = false; // a ballot is on its way, and how it ended is not known yet

  function one(selector, within) { return (within || document).querySelector(selector); }
  function all(selector, within) { return Array.prototype.slice.call((within || document).querySelectorAll(selector)); }
  function said(form, name, count) { return form.getAttribute("data-" + name).replace("#", String(count)); }

  // A page from the back-forward cache may show a ballot that is cast by now.
  window.addEventListener("pageshow", function (event) { if (event.persisted) { location.reload(); } });

  begin();
  var ballot = one("#ballot");
  if (ballot) { marking(ballot); }
  if (ballot && one("#place")) { ranking(ballot); }
  var cast = one("#cast");
  if (cast) { casting(cast); }
  all("form").forEach(function (form) { if (form !== cast) { once(form); } });
  if (ballot || cast) { idle(); }

  // Reading begins at what is wrong, at what one came back to, or at the heading.
  function begin() {
    var place = one("#error") || (location.hash.length > 1 && document.getElementById(location.hash.slice(1)));
    if (place) { focus(place); }
    else if (location.pathname.indexOf("/v/") === 0 && one("h1")) {
      one("h1").tabIndex = -1;
      one("h1").focus({ preventScroll: true });
    }
  }
  function focus(place) {
    place.tabIndex = -1;
    place.focus();
  }

  // Marks: the row is coloured, one too many is not made and said, what is left is told.
  function marking(form) {
    var most = Number(form.getAttribute("data-most")), least = Number(form.getAttribute("data-least"));
    var left = one("#left"), boxes = all('.row input[name="c"]', form);
    function chosen() { return boxes.filter(function (box) { return box.checked && box.value; }).length; }
    function show() { boxes.forEach(function (box) { box.parentNode.classList.toggle("on", box.checked); }); }
    if (!boxes.length) { return; }
    form.addEventListener("change", function (event) {
      var box = event.target, over = box.type === "checkbox" && most && chosen() > most;
      if (over) { box.checked = false; }
      if (left && most && box.type === "checkbox") {
        left.textContent = over ? said(form, "refused", most) : said(form, "left", most - chosen());
        left.classList.toggle("refused", Boolean(over));
      }
      show();
    });
    form.addEventListener("click", function (event) {
      var few = event.target.name === "go" && event.target.value === "next" && chosen() && chosen() < least;
      if (few && left) { event.preventDefault(); left.textContent = said(form, "few", least); left.classList.add("refused"); boxes[0].focus(); }
    });
    show();
  }

  // A ranking is ordered here, and sent once it is done; the server keeps what comes.
  function ranking(form) {
    var most = Number(form.getAttribute("data-most")), list = one("#order"), blank = one("#place").content;
    function inside(place) { return all("li", place); }
    function id_of(item) { return one("input, button", item).value.replace("add:", ""); }
    function show() {
      var placed = inside(list), rest = inside(one("#rest"));
      placed.forEach(function (item, at) {
        one('[value^="up"]', item).disabled = at === 0;
        one('[value^="down"]', item).disabled = at === placed.length - 1;
      });
      rest.forEach(function (item) {
        var button = one("button", item), ranked = placed.some(function (each) { return id_of(each) === id_of(item); });
        item.hidden = ranked;
        button.disabled = button.classList.contains("out") || placed.length >= most;
      });
      one("#nobody").hidden = placed.length > 0;
      one("#others").hidden = rest.every(function (item) { return item.hidden; });
    }
    function add(id, from) {
      var item = document.importNode(blank, true).firstElementChild, name = one(".name", from).textContent;
      one("input", item).value = id;
      one(".name", item).textContent = name;
      all("button", item).forEach(function (button) {
        button.value += ":" + id;
        button.setAttribute("aria-label", button.getAttribute("aria-label").replace("#", name));
      });
      list.appendChild(item);
    }
    form.addEventListener("click", function (event) {
      var button = event.target.closest && event.target.closest('button[name="do"]'), parts, item, what, next;
      if (!button) { return; }
      event.preventDefault();
      parts = button.value.split(":"); what = parts[0];
      item = button.closest("li");
      if (what === "add") { add(parts[1], item); next = item.nextElementSibling; while (next && next.hidden) { next = next.nextElementSibling; } }
      if (what === "up") { list.insertBefore(item, item.previousElementSibling); }
      if (what === "down") { list.insertBefore(item.nextElementSibling, item); }
      if (what === "out") { list.removeChild(item); next = inside(one("#rest")).filter(function (each) { return id_of(each) === parts[1]; })[0]; }
      show();
      tell(parts[1]);
      // Where the button is gone or off, focus stays near: at the next candidate, or at the other arrow.
      if (what === "add" || what === "out") { next = next && one("button", next); }
      else { next = button.disabled ? one("button:not(:disabled)", item) : button; }
      (next && !next.disabled ? next : one(".bar .button:last-child")).focus();
    });
    function tell(id) {
      inside(list).forEach(function (item, at) {
        if (id_of(item) !== id) { return; }
        one("#left").textContent = form.getAttribute("data-placed").replace("#", one(".name", item).textContent).replace("@", String(at + 1));
      });
    }
    show();
  }

  // A form is sent once; a second tap does nothing.
  function once(form) {
    var sent = false;
    form.addEventListener("submit", function (event) {
      if (sent) { event.preventDefault(); }
      sent = true;
      setTimeout(function () { sent = false; }, 4000);
    });
  }

  // The ballot is sent until the outcome is known: always under the same key, so it is one ballot. Whatever
  // is no answer of ours, such as the page of a network that wants a log-in, is as good as none.
  function casting(form) {
    var button = one("button", form), news = one("#news"), pause = 1000, next = null;
    if (!button || !window.fetch) { if (button) { once(form); } return; }
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      if (sending) { return; }
      sending = true;
      button.setAttribute("aria-disabled", "true");
      button.textContent = form.getAttribute("data-busy");
      all("#error, .before").forEach(function (each) { // said of the time before, and not known any more
        if (each.tagName === "H1") { each.textContent = document.title = form.getAttribute("data-busy"); }
        else { each.parentNode.removeChild(each); }
      });
      all("form.leave").forEach(function (leave) { leave.hidden = true; }); // "without voting" may not be so
      send();
    });
    window.addEventListener("online", function () { if (sending && next) { clearTimeout(next); send(); } });
    function send() {
      var is_over = false, timer = setTimeout(function () { again(""); }, 10000);
      next = null;
      fetch(form.getAttribute("action"), {
        method: "POST", credentials: "same-origin",
        headers: { "Content-Type": "application/x-www-form-urlencoded", Accept: "application/json" },
        body: all("input", form).map(function (input) {
          return encodeURIComponent(input.name) + "=" + encodeURIComponent(input.value);
        }).join("&")
      }).then(function (answer) {
        return answer.text().then(function (text) { heard(answer, text); });
      }).catch(function () { again(""); });
      function again(why) {
        if (is_over || !sending) { return; }
        is_over = true;
        clearTimeout(timer);
        news.textContent = why ? why + ". " + form.getAttribute("data-again") : form.getAttribute("data-wait");
        next = setTimeout(send, pause * (0.75 + Math.random() / 2));
        pause = Math.min(pause * 2, 8000);
      }
      function heard(answer, text) {
        var is_in = (answer.headers.get("Content-Type") || "").indexOf("application/json") === 0, page, main;
        // Of a try that was given up only this counts: the next one, sent already or soon, tells anything else.
        if (!sending || (is_over && !is_in)) { return; }
        if (is_in) {
          clearTimeout(timer);
          is_over = true; sending = false;
          location.replace(JSON.parse(text).done);
          return;
        }
        page = new DOMParser().parseFromString(text, "text/html");
        main = one("main[data-ours]", page);
        if (!main || answer.status >= 500 || answer.status === 429) {
          again(main && one("#error", main) ? one("#error", main).textContent.trim() : "");
          return;
        }
        clearTimeout(timer);
        is_over = true; sending = false;
        document.title = page.title;
        document.body.replaceChild(document.adoptNode(main), one("main"));
        focus(one("#error") || one("h1"));
        form = one("#cast");
        if (form) { casting(form); }
        all("form.leave").forEach(once);
      }
    }
  }

  // Nobody there for five minutes: asked, and after ten forgotten; the server does after fifteen. A phone may
  // be handed round. One that wakes up from sleep is asked first, too.
  function idle() {
    var since = Date.now(), told = since, asked = 0, box = null, is_left = false;
    ["touchstart", "keydown", "pointerdown", "wheel", "change"].forEach(function (name) {
      document.addEventListener(name, here, { passive: true });
    });
    // With a screen reader it may be all that tells of somebody who reads. It is no answer: the question itself
    // moves the page up.
    document.addEventListener("scroll", function () { if (!asked) { here(); } }, { passive: true });
    setInterval(look, 5000);
    function here() {
      since = Date.now();
      asked = 0;
      if (box) { box.parentNode.removeChild(box); box = null; }
      if (since - told > 4 * MINUTE && window.fetch) {
        told = since;
        fetch("/v/help", { method: "HEAD", credentials: "same-origin" }).catch(function () {});
      }
    }
    function look() {
      var now = Date.now(), gone = now - since, form = one("#ballot") || one("#cast"), leave = one("form.leave");
      if (sending || is_left || !form || !leave) { return; }
      if (asked ? gone > 10 * MINUTE && now - asked > MINUTE : gone > 15 * MINUTE) { forget(leave); }
      else if (!asked && gone > 5 * MINUTE) { asked = now; ask(form); }
    }
    function ask(form) {
      var go_on = document.createElement("button");
      box = document.createElement("div");
      box.className = "alert"; box.setAttribute("role", "alert");
      box.textContent = form.getAttribute("data-still");
      go_on.type = "button"; go_on.className = "button"; go_on.textContent = form.getAttribute("data-go-on");
      box.appendChild(go_on);
      one("main").insertBefore(box, one("main").firstChild);
      go_on.focus();
    }
    function forget(leave) {
      var why = document.createElement("input");
      is_left = true;
      why.type = "hidden"; why.name = "why"; why.value = "idle";
      leave.appendChild(why);
      leave.submit();
    }
  }
})();
