/** A mistake that the user can fix. The message says what, where, what was found and what to do. */
export class UserError extends Error {
  override readonly name: string = 'UserError'
}

/** A prompt that the context has no room for. In a build the row it is about is rejected, and others go on. */
export class PromptTooLong extends UserError {
  override readonly name = 'PromptTooLong'
}

/** The run was asked to stop; what is finished is kept and the same command goes on. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted'
  constructor() {
    super('interrupted; run the same command again to go on')
  }
}
