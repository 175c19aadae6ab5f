// Hands a reader a file.

/**
 * @param {string} name
 * @param {string} type
 * @param {string | Blob} content
 */
export function save(name, type, content) {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken hold of the content by the next task.
  setTimeout(() => URL.revokeObjectURL(address), 0);
}

/** A file name made of a title: letters, digits and hyphens of any script. @param {string} title @param {string} ending */
export const fileName = (title, ending) =>
  `wirecopy-${title.normalize("NFC").replace(/[^\p{L}\p{N}\p{M}]+/gu, "-").replace(/^-|-$/g, "").slice(0, 60) || "report"}.${ending}`;
