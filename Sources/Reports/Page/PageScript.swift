/// The script of the page: a cell of the confusion matrix opens its mistakes, and a button copies the command.
///
/// Without it a cell is a link to the same list, and the command can be selected.
enum PageScript {
    /// The content of the script element.
    static let source = """
        "use strict";
        (() => {
          const dialog = document.getElementById("cell");
          const open = (link, event) => {
            const group = document.getElementById(link.hash.slice(1));
            if (!dialog || !dialog.showModal || !group) return;
            event.preventDefault();
            const [title, body] = [dialog.querySelector("h2"), dialog.querySelector("ul")];
            title.textContent = group.querySelector("h3").textContent;
            body.replaceChildren(...Array.from(group.querySelectorAll("li"), (item) => {
              const inner = item.querySelector("a");
              const card = inner && document.getElementById(inner.hash.slice(1));
              const copy = document.createElement("li");
              const shown = (card || item).cloneNode(true);
              shown.removeAttribute("id");
              copy.append(...(card ? [shown] : shown.childNodes));
              return copy;
            }));
            dialog.showModal();
          };
          for (const link of document.querySelectorAll("a[data-pair]")) {
            link.addEventListener("click", (event) => open(link, event));
          }
          if (dialog) {
            dialog.querySelector("button").addEventListener("click", () => dialog.close());
            dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
          }
          const command = document.getElementById("command");
          if (command && navigator.clipboard) {
            const button = document.createElement("button");
            button.type = "button";
            button.textContent = "Copy";
            button.addEventListener("click", () => navigator.clipboard.writeText(command.textContent)
              .then(() => { button.textContent = "Copied"; }, () => { button.textContent = "Not copied"; }));
            command.after(button);
          }
        })();
        """

    /// The SHA-256 of the source in Base64: the page's content security policy lets no other script run.
    static let digest = "uw5VBpk66K+sDQ6KyNIoNCrRTRuDU6kbXbsD71v6l4c="
}
