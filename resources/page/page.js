// Makes the pages nicer; each of them works without it. Old phones run it, too: no modules, no `?.`.
(function () {
  "use strict";
  var idleAfter = 5 * 60 * 1000, tooLong = 10 * 60 * 1000;

  function one(selector, within) { return (within || document).querySelector(selector); }
  function all(selector, within) { return Array.prototype.slice.call((within || document).querySelectorAll(selector)); }

  // A page from the back-forward cache may show a ballot that is cast by now.
  window.addEventListener("pageshow", function (event) { if (event.persisted) { location.reload(); } });

  var error = one("#error");
  if (error) { error.focus(); }

  var ballot = one("#ballot");
  if (ballot) { marking(ballot); }
  var cast = one("#cast");
  if (cast) { casting(cast); }
  all("form").forEach(function (form) { if (form !== cast) { once(form); } });
  if (ballot || cast) { idle(); }

  // Marks: the row is coloured, one too many is not made and said, what is left is told.
  function marking(form) {
    var most = Number(form.getAttribute("data-most")), left = one("#left"), none = one("#none");
    var boxes = all('input[name="c"]', form).filter(function (box) { return box.type !== "hidden"; });
    function chosen() { return boxes.filter(function (box) { return box.checked; }); }
    function show() {
      boxes.forEach(function (box) { box.parentNode.classList.toggle("on", box.checked); });
      if (none) { none.checked = !chosen().length; none.parentNode.classList.toggle("on", none.checked); }
    }
    if (!boxes.length) { return; }
    form.addEventListener("change", function (event) {
      var box = event.target;
      if (box === none) { boxes.forEach(function (each) { each.checked = false; }); }
      if (box.type === "checkbox" && most && chosen().length > most) {
        box.checked = false;
        left.textContent = form.getAttribute("data-refused");
      } else if (box.type === "checkbox" && most) {
        left.textContent = form.getAttribute("data-left").replace("#", String(most - chosen().length));
      }
      show();
    });
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

  // The ballot is sent until the outcome is known: always under the same key, so it is one ballot.
  function casting(form) {
    var button = one("button", form), news = one("#news"), under_way = false;
    if (!button || !window.fetch) { if (button) { once(form); } return; }
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      if (under_way) { return; }
      under_way = true;
      button.setAttribute("aria-disabled", "true");
      button.textContent = form.getAttribute("data-busy");
      send(1000);
    });
    function send(pause) {
      var fields = all("input", form).map(function (input) {
        return encodeURIComponent(input.name) + "=" + encodeURIComponent(input.value);
      }).join("&");
      var known = false, timer = setTimeout(function () { again(pause); }, 10000);
      fetch(form.getAttribute("action"), {
        method: "POST", body: fields, credentials: "same-origin", redirect: "follow",
        headers: { "Content-Type": "application/x-www-form-urlencoded" }
      }).then(function (answer) {
        return answer.text().then(function (page) {
          if (known) { return; }
          known = true;
          clearTimeout(timer);
          if (answer.status === 503) { again(pause); } else { show(answer, page); }
        });
      }).catch(function () { if (!known) { known = true; clearTimeout(timer); again(pause); } });
      function again(wait) {
        known = true;
        news.textContent = form.getAttribute("data-wait");
        setTimeout(function () { send(Math.min(wait * 2, 8000)); }, wait * (0.75 + Math.random() / 2));
      }
    }
    function show(answer, page) {
      if (answer.redirected) { location.replace(answer.url); return; }
      var read = new DOMParser().parseFromString(page, "text/html");
      document.title = read.title;
      document.body.replaceChild(document.adoptNode(read.querySelector("main")), one("main"));
      one("main").focus();
      under_way = false;
      var form = one("#cast");
      if (form) { casting(form); }
    }
  }

  // Nobody there for five minutes: asked, and after ten forgotten. A phone may be handed round.
  function idle() {
    var since = Date.now(), asked = false;
    ["touchstart", "keydown", "pointerdown", "scroll", "change"].forEach(function (name) {
      document.addEventListener(name, function () { since = Date.now(); asked = false; }, { passive: true });
    });
    setInterval(function () {
      var gone = Date.now() - since, leave = one("form.leave"), form = one("#ballot") || one("#cast");
      if (gone > tooLong && leave) { leave.submit(); }
      if (gone > idleAfter && !asked && form) {
        asked = true;
        var box = document.createElement("div");
        box.className = "alert"; box.setAttribute("role", "alert"); box.tabIndex = -1;
        box.textContent = form.getAttribute("data-still");
        one("main").insertBefore(box, one("main").firstChild);
        box.focus();
      }
    }, 5000);
  }
})();
