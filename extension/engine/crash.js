// Which errors of a WebAssembly module leave it in an unknown state, so that a new one is to be made.

/**
 * A trap, a stack overflow (a RangeError, in Firefox an InternalError), and what the module's JavaScript throws where an earlier one left its
 * objects in use. What the module says of packs and pages, and what is said here, has a name of its own; what browsers say of files is a
 * DOMException.
 * @param {unknown} error
 */
export const isCrash = (error) => error instanceof Error && !(error instanceof DOMException) && !Object.hasOwn(error, "name");
