type Listener = () => void;

let listener: Listener = () => {};

/** Sets what happens when any answer says that nobody is signed in. */
export function onSignedOut(next: Listener): void {
  listener = next;
}

/** To be called by the two clients when the server answers 401. */
export function reportSignedOut(): void {
  listener();
}
