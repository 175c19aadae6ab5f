// The tip's look, as a string: it goes into a shadow root of a foreign page, where no stylesheet of ours can be linked.

export const TIP_STYLE = `
:host { color-scheme: light dark; }
.tip {
  box-sizing: border-box; inline-size: min(26rem, calc(100vw - 16px)); max-block-size: min(24rem, 60vh); overflow: auto;
  padding: 12px 14px; border: 1px solid light-dark(#c9c4b8, #4a4d55); border-radius: 6px;
  background: light-dark(#fffdf8, #1d1f24); color: light-dark(#1c1b19, #ece9e2);
  font: 14px/1.45 system-ui, sans-serif; box-shadow: 0 6px 24px rgb(0 0 0 / 0.22); text-align: start;
}
p, blockquote, dl, dd, dt { margin: 0; }
.kind { font-weight: 600; font-size: 12px; letter-spacing: 0.02em; padding-inline-start: 9px; border-inline-start: 3px solid; margin-block-end: 6px; }
.kind[data-kind=verbatim] { border-color: #c27400; }
.kind[data-kind=rewritten] { border-color: #2f80c9; border-inline-start-style: dashed; }
.kind[data-kind=shared-quotation] { border-color: #3d9560; border-inline-start-style: dotted; }
.kind[data-kind=quotation-altered] { border-color: #c0489f; border-inline-start-style: double; border-inline-start-width: 4px; }
blockquote { font: 16px/1.5 Charter, "Bitstream Charter", "Iowan Old Style", Georgia, serif; }
.attribution { margin-block-start: 8px; }
cite { font-style: normal; font-weight: 600; }
a { color: light-dark(#1f4e8c, #9cc3f5); text-underline-offset: 2px; }
a:focus-visible { outline: 2px solid; outline-offset: 2px; }
.quiet, .label { color: light-dark(#5c5850, #aaa69c); font-size: 12.5px; }
mark { background: light-dark(#ece7da, #34373f); color: inherit; border-radius: 2px; padding-inline: 1px; }
mark.fact { background: light-dark(#f6d9ee, #5a2b4e); text-decoration: underline 2px; text-underline-offset: 2px; }
.quotations { margin-block-start: 10px; padding-block-start: 8px; border-block-start: 1px solid light-dark(#e2ddd0, #3a3d45); }
dt { font-weight: 600; font-size: 12px; }
dd { margin-block-start: 2px; }
`;
