// Leaving quickly: the page is blank at once, and "back" does not lead to it again.
// Without scripts the link is a plain link.
for (const link of document.querySelectorAll("a[data-leave]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    document.title = "";
    document.body.hidden = true;
    location.replace(link.href);
  });
}
