/** What only the person at the keyboard can mend about an image; the message says how. */
export class ImageError extends Error {}
