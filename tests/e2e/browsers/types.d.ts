/** A browser with the extension installed, as tests drive it. */
export interface Browser {
  name: string;
  version: string;
  /** A page that belongs to the browser itself. */
  internalPage: string;
  /** Of the browser's first process. */
  processId: number;
  /** The folder in which the browser keeps everything. */
  profile: string;
  /** Every address that was asked for, where the driver can tell. */
  requests?: string[];
  /** Opens a tab and waits for its page. */
  open(url: string): Promise<Tab>;
  /** Opens one of the extension's own pages in a tab. */
  openOwn(path: string): Promise<Tab>;
  /** Opens a private window and waits for its page. */
  openPrivate(url: string): Promise<Tab>;
  /** Allows the extension in private windows, as the reader does in the browser's list of extensions; the browser loads it anew. */
  allowPrivate(): Promise<void>;
  /** Brings a tab to the front and presses the extension's toolbar button. */
  clickToolbar(tab: Tab): Promise<void>;
  /** Text of the extension's badge for a tab. */
  badge(tab: Tab): Promise<string>;
  /** Tells pages opened from now on which colours the reader prefers. */
  prefer(scheme: "light" | "dark"): Promise<void>;
  /** Shows pages opened from now on in a few colours of the reader's, or in their own again. */
  forceColours(forced: boolean): Promise<void>;
  /** Ends the service worker or event page, as the browser does when it is idle. */
  killBackground(): Promise<void>;
  /** Loads the extension anew while its pages and the reader's are open, as an update does. */
  reloadExtension(): Promise<void>;
  /** Takes the browser away as a crash does, and starts it again with what it had on disk. */
  crash(): Promise<void>;
  /** Ends the engine's Worker, too. */
  killEngine(): Promise<void>;
  /** Asks every process of the browser to give back what memory it can. */
  collectGarbage(): Promise<void>;
  /** Ends the browser and starts it again with what it keeps on disk. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export interface Tab {
  /** Runs code in the page and gives its value. */
  run<Value>(code: (...values: any[]) => Value | Promise<Value>, ...values: unknown[]): Promise<Value>;
  /** Runs the text of a function's body in the page and gives its value. */
  evaluate(body: string): Promise<any>;
  /** Waits until code run in the page gives something true. */
  until(code: (...values: any[]) => unknown, ...values: unknown[]): Promise<void>;
  go(url: string): Promise<void>;
  click(selector: string): Promise<void>;
  /** Replaces a field's text. */
  type(selector: string, text: string): Promise<void>;
  press(key: string): Promise<void>;
  /** Chooses files in a file input. */
  choose(selector: string, paths: string[]): Promise<void>;
  /** Moves the pointer to a place in the window. */
  point(x: number, y: number): Promise<void>;
  /** Clicks with a confirmation to follow, and confirms. */
  clickAndAccept(selector: string): Promise<void>;
  /** Gives the tab's content this size, as far as the browser lets it. */
  resize(width: number, height: number): Promise<void>;
  picture(path: string): Promise<void>;
  /** Prints the page and gives the PDF. */
  print(): Promise<Buffer>;
  /** Shows the page as it would be on paper, or on the screen again. */
  show(medium: "print" | "screen"): Promise<void>;
  close(): Promise<void>;
}
