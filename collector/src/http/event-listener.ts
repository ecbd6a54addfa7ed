import uWS, { type HttpRequest, type HttpResponse, type TemplatedApp } from 'uWebSockets.js';
import type { Intake } from '../pipeline/intake.js';
import type { Origin } from '../pipeline/judge-request.js';
import { senderConfiguration } from '../pipeline/sender-configuration.js';
import { bodyForm, type BodyForm } from './content-type.js';
import { Exchange, type Listener } from './exchange.js';
import { contentEncoding, receiveBody, type BodyLimits, type ContentEncoding } from './receive-body.js';
import { Refusal } from './refusal.js';
import { writeKeyOf } from './write-key.js';

interface Head extends Origin {
  readonly form: BodyForm;
  readonly encoding: ContentEncoding;
}

/** The methods of each path for senders; everything else is 404 or 405. */
const methods = {
  '/v1/events': 'POST',
  '/v1/validate': 'POST',
  '/v1/config/:environment': 'GET',
  '/healthz': 'GET',
};

/** The listener for senders. Nothing is listened on yet. */
export function eventListener(intake: Intake, listener: Listener, limits: BodyLimits): TemplatedApp {
  const app = uWS.App();
  /** Reads head and body, and hands on what was not refused on the way. */
  const withBody =
    (handOn: (exchange: Exchange, head: Head, body: Buffer) => void) =>
    (response: HttpResponse, request: HttpRequest): void => {
      const exchange = new Exchange(response, listener);
      const head = readHead(intake, listener, request);
      if (head instanceof Refusal) {
        exchange.refuse(head, hasBody(request));
        return;
      }
      receiveBody(response, exchange, head.encoding, limits, listener.inFlight, (body) =>
        handOn(exchange, head, body),
      );
    };
  app.post(
    '/v1/events',
    withBody((exchange, head, body) => {
      intake.keep(head, body, head.form, (result) => conclude(exchange, 202, result));
    }),
  );
  app.post(
    '/v1/validate',
    withBody((exchange, head, body) => conclude(exchange, 200, intake.validate(head, body, head.form))),
  );
  app.get('/v1/config/:environment', (response, request) => {
    const exchange = new Exchange(response, listener);
    conclude(exchange, 200, configurationFor(intake, request));
  });
  app.get('/healthz', (response) => new Exchange(response, listener).answer(200, '{"status":"ok"}'));
  for (const [path, method] of Object.entries(methods)) {
    app.options(path, (response) => answerPreflight(response, method));
    app.any(path, (response) => refuseMethod(response, listener, method));
  }
  app.any('/*', (response, request) => {
    new Exchange(response, listener).refuse(new Refusal('not_found'), hasBody(request));
  });
  return app;
}

function readHead(intake: Intake, listener: Listener, request: HttpRequest): Head | Refusal {
  const sender = intake.sender(writeKeyOf(request));
  if (sender instanceof Refusal) return sender;
  const form = bodyForm(request.getHeader('content-type'));
  if (form === undefined) return new Refusal('content_type_unknown');
  const encoding = contentEncoding(request.getHeader('content-encoding'));
  if (encoding === undefined) return new Refusal('content_encoding_unknown');
  const obstacle = listener.inFlight.isFull
    ? new Refusal('overloaded')
    : (intake.obstacle ?? intake.limitOf(sender));
  if (obstacle !== undefined) return obstacle;
  const { snapshot } = intake;
  return snapshot === undefined ? new Refusal('no_snapshot') : { sender, snapshot, form, encoding };
}

function conclude(exchange: Exchange, status: number, result: string | Refusal): void {
  if (result instanceof Refusal) exchange.refuse(result);
  else exchange.answer(status, result);
}

/** Only the senders of an environment are told what it sends. */
function configurationFor(intake: Intake, request: HttpRequest): string | Refusal {
  const sender = intake.sender(writeKeyOf(request));
  if (sender instanceof Refusal) return sender;
  const { snapshot } = intake;
  if (snapshot === undefined) return new Refusal('no_snapshot');
  const isOwn = request.getParameter(0) === sender.environment;
  return isOwn ? senderConfiguration(snapshot, sender.environment) : new Refusal('environment_unknown');
}

/** A body that nobody will read is on its way: the connection cannot be used again. */
function hasBody(request: HttpRequest): boolean {
  const length = request.getHeader('content-length');
  return (length !== '' && length !== '0') || request.getHeader('transfer-encoding') !== '';
}

function answerPreflight(response: HttpResponse, method: string): void {
  response.writeStatus('204 No Content');
  response.writeHeader('Access-Control-Allow-Origin', '*');
  response.writeHeader('Access-Control-Allow-Methods', method);
  response.writeHeader('Access-Control-Allow-Headers', 'Authorization, Content-Type, Content-Encoding');
  response.writeHeader('Access-Control-Max-Age', '86400');
  response.endWithoutBody();
}

function refuseMethod(response: HttpResponse, listener: Listener, method: string): void {
  new Exchange(response, listener).refuse(new Refusal('method_not_allowed'), false, method);
}
