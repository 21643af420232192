/** An answer that is not a prediction: status, a sentence for the client, and where it helps the details. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly details: { readonly [member: string]: unknown } = {},
    readonly headers: { readonly [name: string]: string } = {},
  ) {
    super(message);
  }
}
