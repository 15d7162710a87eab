/*
 * Keeps the page of a step that goes on up to date. Only what is shown is exchanged, never the form, so that a reason that
 * is being typed stays. When the step has ended its page is another one: it is opened as soon as nobody is typing.
 */
(function () {
  "use strict";

  var PAUSE = 10000;
  var PARTS = ["model-delivery-status", "model-delivery-report"];

  function isTyping() {
    return Array.from(document.querySelectorAll("#main-panel input[type=text], #main-panel textarea")).some(function (field) {
      return field === document.activeElement || field.value !== "";
    });
  }

  function show(text) {
    var fresh = new DOMParser().parseFromString(text, "text/html");
    if (!PARTS.every(function (id) { return fresh.getElementById(id); })) {
      if (!isTyping()) {
        window.location.reload();
      }
      return;
    }
    PARTS.forEach(function (id) {
      var shown = document.getElementById(id);
      var next = fresh.getElementById(id);
      // What has not changed is not read out again.
      if (shown.innerHTML !== next.innerHTML) {
        shown.replaceWith(document.adoptNode(next));
      }
    });
  }

  function refresh() {
    if (document.hidden) {
      return;
    }
    fetch(window.location.href, { credentials: "same-origin", cache: "no-store" })
      .then(function (response) {
        return response.text();
      })
      .then(show)
      .catch(function () {
        // Jenkins may be restarting; the next look comes by itself.
      });
  }

  window.setInterval(refresh, PAUSE);
  document.addEventListener("visibilitychange", refresh);
})();
