// The browser knows its zone; a field that nobody has filled may start from it.
for (const field of document.querySelectorAll("[data-zone-guess]")) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const isKnown = field.tagName !== "SELECT" || [...field.options].some((option) => option.value === zone);
  if (zone && isKnown && !field.value) field.value = zone;
}
