import { createTheme } from '@mui/material/styles';
import { tokens } from './tokens.ts';
import type { Tokens } from './tokens.ts';

declare module '@mui/material/styles' {
  interface Palette {
    /** The border of what can be typed into or pressed: stronger than a hairline, 3:1 against its surroundings. */
    control: string;
  }
  interface PaletteOptions {
    control?: string;
  }
}

function paletteOf(scheme: Tokens) {
  const onSignal = scheme.panel;
  return {
    background: { default: scheme.paper, paper: scheme.panel },
    text: { primary: scheme.text, secondary: scheme.quiet },
    divider: scheme.hairline,
    control: scheme.control,
    primary: { main: scheme.accent, contrastText: scheme.onAccent },
    success: { main: scheme.green, contrastText: onSignal },
    warning: { main: scheme.amber, contrastText: onSignal },
    error: { main: scheme.red, contrastText: onSignal },
    info: { main: scheme.blue, contrastText: onSignal },
  };
}

/** The theme as CSS variables (`--jf-…`), so that switching between light and dark renders nothing again. */
export const theme = createTheme({
  cssVariables: { cssVarPrefix: 'jf', colorSchemeSelector: 'data' },
  colorSchemes: { light: { palette: paletteOf(tokens.light) }, dark: { palette: paletteOf(tokens.dark) } },
  shape: { borderRadius: 6 },
  spacing: 4,
  typography: { fontFamily: tokens.face, fontSize: 14, fontWeightMedium: 600, fontWeightBold: 600 },
  components: {
    MuiButtonBase: { defaultProps: { disableRipple: true, disableTouchRipple: true } },
  },
});
