// Before CloudFront's default behaviour (cloudfront-js-2.0): an address of the app's own is answered with the page, a file
// is looked for as it is, and where a page would deceive a program there is nothing. As localstack/edge does it.
const NEVER_A_PAGE = [/* of infra/page_headers.py */];
const AMBIGUOUS = /\/\/|\\|%2e|%2f|%5c|%00|%25/i;

function handler(event) {
  const request = event.request;
  const path = request.uri.toLowerCase();
  if (AMBIGUOUS.test(path) || NEVER_A_PAGE.some((prefix) => path === prefix || path.startsWith(prefix + '/')))
    return nothing(request.uri, event.context.requestId);
  if (!looksLikeAFile(path)) request.uri = '/index.html';
  return request;
}

function looksLikeAFile(path) {
  const parts = path.split('/');
  if (parts.some((part) => part.startsWith('.'))) return true;
  if (parts.length > 2 && parts[1] !== 'assets') return false; // ids in the app's own addresses have dots too
  const name = parts[parts.length - 1];
  const dot = name.lastIndexOf('.');
  return dot > 0 && dot < name.length - 1;
}

function nothing(uri, requestId) {
  return {
    statusCode: 404,
    statusDescription: 'Not Found',
    headers: {
      'content-type': { value: 'application/problem+json' },
      'cache-control': { value: 'no-store' },
    },
    body: JSON.stringify({
      type: 'about:blank',
      title: 'Not found',
      status: 404,
      detail: 'There is nothing at this address.',
      instance: uri,
      correlation_id: requestId,
    }),
  };
}
