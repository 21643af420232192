/** What keeps artifacts from the registry, in a sentence that says what to do. */
export class PublishError extends Error {}
