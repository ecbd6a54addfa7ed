package eventbook

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"sync/atomic"
	"time"
)

// Below this, compressing costs more than it saves.
const leastToCompress = 1024

const (
	mostAnswerBytes = 1 << 20
	longestPause    = 5 * time.Minute
)

// httpTransport speaks to a list of collectors, and stays with the last one that took something.
type httpTransport struct {
	definition Definition
	addresses  []string
	current    atomic.Uint32
	writeKey   string
	client     *http.Client
}

func newHTTPTransport(definition Definition, addresses []string, writeKey string, client *http.Client) *httpTransport {
	own := &http.Client{Timeout: 10 * time.Second}
	if client != nil {
		*own = *client
	}
	// A redirect would carry events and key to who knows where.
	own.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &httpTransport{definition: definition, addresses: addresses, writeKey: writeKey, client: own}
}

// Deliver implements Transport.
func (t *httpTransport) Deliver(ctx context.Context, batch []Envelope) (Answer, error) {
	body, encoding, err := bodyOf(batch)
	if err != nil {
		return Answer{}, err
	}
	var answer Answer
	err = t.eachAddress(ctx, func(address string) error {
		request, err := http.NewRequestWithContext(ctx, http.MethodPost, address+"/v1/events", bytes.NewReader(body))
		if err != nil {
			return err
		}
		request.Header.Set("Content-Type", "application/x-ndjson")
		if encoding != "" {
			request.Header.Set("Content-Encoding", encoding)
		}
		text, err := t.exchange(request)
		if err == nil && json.Unmarshal(text, &answer) != nil {
			// It was taken all the same: 202 is the promise, the rest is news.
			answer = Answer{Accepted: len(batch)}
		}
		return err
	})
	return answer, err
}

// Switches implements Transport.
func (t *httpTransport) Switches(ctx context.Context) (Switches, error) {
	var configuration struct {
		Events Switches `json:"events"`
	}
	err := t.eachAddress(ctx, func(address string) error {
		target := address + "/v1/config/" + url.PathEscape(t.definition.Name)
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, target, http.NoBody)
		if err != nil {
			return err
		}
		text, err := t.exchange(request)
		if err != nil {
			return err
		}
		return json.Unmarshal(text, &configuration)
	})
	return configuration.Events, err
}

// eachAddress tries one address after the other until one does not fail. Of several failures one that may pass is told
// rather than one that will not.
func (t *httpTransport) eachAddress(ctx context.Context, try func(address string) error) error {
	first := t.current.Load()
	var retry *RetryError
	var failure error
	for i := range t.addresses {
		index := (int(first) + i) % len(t.addresses)
		err := try(t.addresses[index])
		if err == nil {
			t.current.Store(uint32(index))
			return nil
		}
		var other *RetryError
		if errors.As(err, &other) {
			if retry == nil || other.After > retry.After {
				retry = other
			}
		} else if failure == nil {
			failure = err
		}
		if ctx.Err() != nil {
			break
		}
	}
	if retry != nil {
		return retry
	}
	return failure
}

// exchange answers the body of a success, else a *RetryError or a *RefusedError.
func (t *httpTransport) exchange(request *http.Request) ([]byte, error) {
	request.Header.Set("Authorization", "Bearer "+t.writeKey)
	request.Header.Set("User-Agent", "eventbook "+t.definition.Langpack+" ("+t.definition.Name+")")
	response, err := t.client.Do(request)
	if err != nil {
		return nil, &RetryError{Cause: err}
	}
	defer response.Body.Close()
	text, err := io.ReadAll(io.LimitReader(response.Body, mostAnswerBytes))
	status := response.StatusCode
	if status >= 200 && status < 300 {
		// What a cut answer would have said is lost, but the events are not.
		return text, nil
	}
	if err != nil {
		return nil, &RetryError{Cause: err}
	}
	var refusal struct{ Code, Message string }
	isRefusal := json.Unmarshal(text, &refusal) == nil && refusal.Code != ""
	if !isRefusal {
		refusal.Message = http.StatusText(status)
	}
	refused := &RefusedError{Status: status, Code: refusal.Code, Message: refusal.Message}
	if status == http.StatusRequestEntityTooLarge || isRefusal && isFinal(status) {
		return nil, refused
	}
	return nil, &RetryError{After: retryAfter(response.Header.Get("Retry-After")), Cause: refused}
}

// isFinal says whether a collector's answer would be the same another time. A new write key reaches collectors later than
// senders, so one that is not known may be known soon.
func isFinal(status int) bool {
	switch status {
	case http.StatusUnauthorized, http.StatusForbidden, http.StatusRequestTimeout, http.StatusTooManyRequests:
		return false
	}
	return status >= 400 && status < 500
}

// retryAfter reads seconds or a date (RFC 9110); 0 where there is neither.
func retryAfter(text string) time.Duration {
	if seconds, err := strconv.Atoi(text); err == nil {
		return min(max(time.Duration(seconds)*time.Second, 0), longestPause)
	}
	if moment, err := http.ParseTime(text); err == nil {
		return min(max(time.Until(moment), 0), longestPause)
	}
	return 0
}

// bodyOf writes NDJSON, compressed where that makes it smaller.
func bodyOf(batch []Envelope) (body []byte, encoding string, err error) {
	size := 0
	for i := range batch {
		size += len(batch[i].JSON) + 1
	}
	lines := make([]byte, 0, size)
	for i := range batch {
		lines = append(append(lines, batch[i].JSON...), '\n')
	}
	if size < leastToCompress {
		return lines, "", nil
	}
	var packed bytes.Buffer
	writer, err := gzip.NewWriterLevel(&packed, gzip.BestSpeed)
	if err != nil {
		return nil, "", fmt.Errorf("compressing a batch: %w", err)
	}
	if _, err = writer.Write(lines); err != nil {
		return nil, "", fmt.Errorf("compressing a batch: %w", err)
	}
	if err = writer.Close(); err != nil {
		return nil, "", fmt.Errorf("compressing a batch: %w", err)
	}
	if packed.Len() >= size {
		return lines, "", nil
	}
	return packed.Bytes(), "gzip", nil
}
