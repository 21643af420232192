import type { GatewayConfig } from '../config/config';

/** The page before its script has read what it shows. Nothing in it is of the model. Addresses are relative, so that it works below any base path. */
export function pageHtml(auth: GatewayConfig['auth']['mode']): string {
  return `<!doctype html>
<html lang="en" data-auth="${auth}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Model</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="__docs__/style.css">
<script type="module" src="__docs__/main.js"></script>
</head>
<body>
<a class="skip" href="#content">To the content</a>
<header>
<div class="head"><h1 id="title">Model</h1><div id="session"></div></div>
<dl id="facts"></dl>
</header>
<main id="content" tabindex="-1"><p>Reading the description ...</p><noscript>This page needs JavaScript; the description itself is at <a href="openapi.json">openapi.json</a>.</noscript></main>
</body>
</html>
`;
}
