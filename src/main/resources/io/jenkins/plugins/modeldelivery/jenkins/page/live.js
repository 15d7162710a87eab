/*
 * Keeps the page of a step that goes on up to date. Only what is shown is exchanged, never the form, so that a reason that
 * is being typed stays, and of the buttons only those that come and go; the keyboard stays where it is. When the step has
 * ended its page is another one: it is opened as soon as nobody is typing.
 */
(function () {
  "use strict";

  var LONGEST_PAUSE = 10000;
  var PARTS = ["model-delivery-status", "model-delivery-report"];
  var ASKS = "model-delivery-asks";

  // What was asked a moment ago takes effect soon.
  var pause = 1000;
  // The look under way; one at a time, however often the page is turned to.
  var look = null;

  function isTyping() {
    return Array.from(document.querySelectorAll("#main-panel input[type=text], #main-panel textarea")).some(function (field) {
      return field === document.activeElement || field.value !== "";
    });
  }

  function reload() {
    if (!isTyping()) {
      window.location.reload();
    }
  }

  function exchange(shown, next) {
    // What has not changed is not read out again.
    if (shown.innerHTML === next.innerHTML) {
      return;
    }
    var focused = document.activeElement;
    var before = Array.from(shown.querySelectorAll("[tabindex]"));
    var scrolled = before.map(function (region) { return region.scrollLeft; });
    shown.replaceWith(document.adoptNode(next));
    before.forEach(function (region, place) {
      var label = region.getAttribute("aria-label");
      var after = Array.from(next.querySelectorAll("[tabindex]")).find(function (other) {
        return other.getAttribute("aria-label") === label;
      });
      if (after) {
        after.scrollLeft = scrolled[place];
        if (region === focused) {
          after.focus({ preventScroll: true });
        }
      }
    });
  }

  // A Jenkins that was started again takes no crumb of the session before.
  function renewCrumb(head) {
    var name = head.getAttribute("data-crumb-header");
    Array.from(document.querySelectorAll("form[name=signal] input")).forEach(function (field) {
      if (field.name === name) {
        field.value = head.getAttribute("data-crumb-value");
      }
    });
  }

  function offer(shown, wanted) {
    var focused = shown.contains(document.activeElement);
    var kinds = wanted.map(function (button) { return button.value; });
    Array.from(shown.children).forEach(function (button) {
      if (kinds.indexOf(button.value) < 0) {
        button.remove();
      }
    });
    wanted.forEach(function (button, place) {
      var there = shown.children[place];
      if (!there || there.value !== button.value) {
        shown.insertBefore(document.adoptNode(button), there || null);
      }
    });
    if (focused && !shown.contains(document.activeElement)) {
      // Not to another button, which would be pressed for the one that is gone.
      shown.focus();
    }
  }

  function show(text) {
    var fresh = new DOMParser().parseFromString(text, "text/html");
    var shown = document.getElementById(ASKS);
    var next = fresh.getElementById(ASKS);
    var complete = PARTS.every(function (id) { return fresh.getElementById(id); });
    if (!complete || next && !shown) {
      reload();
      return;
    }
    PARTS.forEach(function (id) {
      exchange(document.getElementById(id), fresh.getElementById(id));
    });
    if (shown) {
      renewCrumb(fresh.querySelector("head"));
      offer(shown, next ? Array.from(next.children) : []);
    }
  }

  function refresh() {
    if (document.hidden) {
      return Promise.resolve();
    }
    look = look || fetch(window.location.href, { credentials: "same-origin", cache: "no-store" })
      .then(function (response) {
        // Jenkins, or what stands before it, may be starting.
        return response.status < 500 ? response.text().then(show) : null;
      })
      .catch(function () {
        // Jenkins may be down; the next look comes by itself.
      })
      .then(function () {
        look = null;
      });
    return look;
  }

  function plan() {
    window.setTimeout(function () {
      pause = Math.min(2 * pause, LONGEST_PAUSE);
      refresh().then(plan);
    }, pause);
  }

  plan();
  document.addEventListener("visibilitychange", refresh);
})();
