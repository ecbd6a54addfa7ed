package eventbook

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

type viewed struct{ BuiltEvent }

func newViewed(text string) *viewed {
	var field Field[string]
	field.Set(text)
	writer := NewWriter("advert.viewed version 2")
	field.Write(writer, "text", Required, TextRule[string]{})
	members, _ := writer.Finish()
	return &viewed{NewBuiltEvent("advert.viewed", 2, time.UnixMicro(1763850000123456), members)}
}

type commonFields struct{ BuiltCommon }

func newCommon(service string) *commonFields {
	var field Field[string]
	field.Set(service)
	writer := NewCommonWriter("common fields")
	field.Write(writer, "service", Required, TextRule[string]{})
	members, _ := writer.Finish()
	return &commonFields{NewBuiltCommon(3, members)}
}

// collector is a server that answers by a script, then with 202.
type collector struct {
	*httptest.Server
	mutex    sync.Mutex
	script   []func(http.ResponseWriter)
	switches string
	received []map[string]any
	requests []*http.Request
}

func startCollector(t *testing.T, script ...func(http.ResponseWriter)) *collector {
	t.Helper()
	c := &collector{script: script, switches: `{}`}
	c.Server = httptest.NewServer(http.HandlerFunc(c.serve))
	t.Cleanup(c.Close)
	return c
}

func (c *collector) serve(response http.ResponseWriter, request *http.Request) {
	if request.Method == http.MethodGet {
		fmt.Fprintf(response, `{"environment":"site","events":%s}`, c.switches)
		return
	}
	body := io.Reader(request.Body)
	if request.Header.Get("Content-Encoding") == "gzip" {
		body, _ = gzip.NewReader(request.Body)
	}
	var lines []map[string]any
	scanner := bufio.NewScanner(body)
	scanner.Buffer(nil, 1<<21)
	for scanner.Scan() {
		var line map[string]any
		if err := json.Unmarshal(scanner.Bytes(), &line); err != nil {
			http.Error(response, err.Error(), http.StatusBadRequest)
			return
		}
		lines = append(lines, line)
	}
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.requests = append(c.requests, request)
	if len(c.script) > 0 {
		answer := c.script[0]
		c.script = c.script[1:]
		if answer != nil {
			answer(response)
			return
		}
	}
	c.received = append(c.received, lines...)
	response.WriteHeader(http.StatusAccepted)
	fmt.Fprintf(response, `{"accepted":%d,"flagged":0,"quarantined":0,"rejected":0,"errors":[]}`, len(lines))
}

func status(code int, headers ...string) func(http.ResponseWriter) {
	return func(response http.ResponseWriter) {
		for i := 0; i+1 < len(headers); i += 2 {
			response.Header().Set(headers[i], headers[i+1])
		}
		http.Error(response, `{"code":"told","message":"why"}`, code)
	}
}

var site = Definition{Name: "site", Langpack: "go/0.1.7", Sequence: 412}

func quick(urls ...string) Options {
	return Options{
		WriteKey: "key", Collectors: urls, Common: newCommon("shop"), RetryFrom: time.Millisecond,
		RetryTo: 2 * time.Millisecond, Logger: slog.New(slog.NewTextHandler(io.Discard, nil)),
	}
}

func start(t *testing.T, options Options) *Client {
	t.Helper()
	client, err := NewClient(site, options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = client.Close(context.Background()) })
	return client
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

var background = context.Background()

func TestSendsWhatWasBuilt(t *testing.T) {
	server := startCollector(t)
	client := start(t, quick(server.URL))
	must(t, client.Send(background, newViewed("tea")))
	must(t, client.With(newCommon("other")).Send(background, newViewed("jam")))
	must(t, client.Close(background))
	if len(server.received) != 2 || len(server.requests) != 1 {
		t.Fatalf("%d events in %d requests", len(server.received), len(server.requests))
	}
	first := server.received[0]
	if id, _ := first["event_id"].(string); len(id) != 36 {
		t.Errorf("event_id %v", first["event_id"])
	}
	delete(first, "event_id")
	got, _ := json.Marshal(first)
	want := `{"environment_version":3,"event":"advert.viewed","event_time":1763850000123456,` +
		`"fields":{"service":"shop","text":"tea"},"langpack":"go/0.1.7","sequence":412,"version":2}`
	if string(got) != want {
		t.Errorf("got %s", got)
	}
	if server.received[1]["fields"].(map[string]any)["service"] != "other" {
		t.Error("With did not change the common fields")
	}
	if key := server.requests[0].Header.Get("Authorization"); key != "Bearer key" {
		t.Errorf("Authorization: %s", key)
	}
}

func TestTriesTheNextCollectorAndStaysThere(t *testing.T) {
	dead := httptest.NewServer(http.NotFoundHandler())
	dead.Close()
	ill, well := startCollector(t, status(503), status(503)), startCollector(t)
	client := start(t, quick(dead.URL, ill.URL, well.URL))
	for i := 0; i < 2; i++ {
		must(t, client.Send(background, newViewed("tea")))
		must(t, client.Flush(background))
	}
	if len(well.received) != 2 || len(ill.requests) != 1 {
		t.Errorf("%d received; the ill one was asked %d times", len(well.received), len(ill.requests))
	}
}

func TestWaitsForAKeyToBeKnownAndForACollectorToBeOne(t *testing.T) {
	page := func(response http.ResponseWriter) { http.Error(response, "<html>moved</html>", http.StatusNotFound) }
	server := startCollector(t, status(401), page, status(302, "Location", "https://elsewhere.example"))
	client := start(t, quick(server.URL))
	must(t, client.Send(background, newViewed("tea")))
	must(t, client.Flush(background))
	if len(server.received) != 1 || len(server.requests) != 4 {
		t.Errorf("%d received in %d requests", len(server.received), len(server.requests))
	}
}

func TestTriesAgainWithTheSameIdsAndWaitsAsAsked(t *testing.T) {
	server := startCollector(t, status(503, "Retry-After", "1"), status(429))
	client := start(t, quick(server.URL))
	began := time.Now()
	must(t, client.Send(background, newViewed("tea")))
	must(t, client.Flush(background))
	if len(server.received) != 1 || len(server.requests) != 3 {
		t.Fatalf("%d received in %d requests", len(server.received), len(server.requests))
	}
	if waited := time.Since(began); waited < time.Second {
		t.Errorf("waited %s though a second was asked for", waited)
	}
}

func TestSplitsWhatIsTooLargeAndDropsWhatIsRefused(t *testing.T) {
	server := startCollector(t, status(413), nil, status(415))
	var problems []Problem
	options := quick(server.URL)
	options.OnProblem = func(problem Problem) { problems = append(problems, problem) }
	client := start(t, options)
	must(t, client.Send(background, newViewed("one")))
	must(t, client.Send(background, newViewed("two")))
	must(t, client.Close(background))
	if len(server.received) != 1 || len(problems) != 1 || problems[0].Outcome != Dropped || problems[0].Code != "refused" {
		t.Errorf("%d received, problems %v", len(server.received), problems)
	}
}

func TestBatchesRespectTheLimits(t *testing.T) {
	server := startCollector(t)
	options := quick(server.URL)
	options.BatchEvents, options.BatchBytes = 5000, 10<<20
	options.QueueBytes = 64 << 20
	client := start(t, options)
	for i := 0; i < 2500; i++ {
		must(t, client.Send(background, newViewed(strings.Repeat("x", 600))))
	}
	must(t, client.Close(background))
	if len(server.received) != 2500 || len(server.requests) < 3 {
		t.Errorf("%d events in %d requests", len(server.received), len(server.requests))
	}
	client = start(t, quick(server.URL))
	if err := client.Send(background, newViewed(strings.Repeat("x", 64<<10))); !errors.Is(err, ErrTooLarge) {
		t.Errorf("got %v", err)
	}
}

func TestTellsByEventWhatWasNotAccepted(t *testing.T) {
	server := startCollector(t, func(response http.ResponseWriter) {
		response.WriteHeader(http.StatusAccepted)
		_, _ = io.WriteString(response, `{"accepted":1,"flagged":0,"quarantined":1,"rejected":0,"errors":[`+
			`{"index":1,"outcome":"quarantined","code":"minimum","pointer":"/fields/price","message":"price is low"}],"errors_total":1}`)
	})
	var problems []Problem
	options := quick(server.URL)
	options.OnProblem = func(problem Problem) {
		problems = append(problems, problem)
		panic("of the program's own")
	}
	client := start(t, options)
	must(t, client.Send(background, newViewed("one")))
	must(t, client.Send(background, newViewed("two")))
	must(t, client.Close(background))
	if len(problems) != 1 || problems[0].Outcome != Quarantined || problems[0].Code != "minimum" || problems[0].Event != "advert.viewed" {
		t.Errorf("problems %v", problems)
	}
}

func TestStrictAnswersWhatWasWrong(t *testing.T) {
	server := startCollector(t, nil, func(response http.ResponseWriter) {
		response.WriteHeader(http.StatusAccepted)
		_, _ = io.WriteString(response, `{"flagged":1,"errors":[{"index":0,"outcome":"flagged","code":"enum","message":"it is odd"}]}`)
	}, status(415))
	options := quick(server.URL)
	options.Strict = true
	client := start(t, options)
	must(t, client.Send(background, newViewed("one")))
	var problem *ProblemError
	if err := client.Send(background, newViewed("two")); !errors.As(err, &problem) || problem.Outcome != Flagged {
		t.Errorf("got %v", err)
	}
	var refused *RefusedError
	if err := client.Send(background, newViewed("three")); !errors.As(err, &refused) || refused.Status != 415 {
		t.Errorf("got %v", err)
	}
}

// stuck is a transport that takes nothing until it is let go.
type stuck struct {
	RecordingTransport
	let chan struct{}
}

func (s *stuck) Deliver(ctx context.Context, batch []Envelope) (Answer, error) {
	select {
	case <-s.let:
		return s.RecordingTransport.Deliver(ctx, batch)
	case <-ctx.Done():
		return Answer{}, &RetryError{Cause: ctx.Err()}
	}
}

func TestAFullQueue(t *testing.T) {
	for policy, want := range map[WhenFull]string{DropNewest: "0 1", DropOldest: "0 2", Wait: "0 1 2"} {
		transport := &stuck{let: make(chan struct{})}
		var dropped atomic.Int32
		options := quick()
		options.Transport, options.QueueEvents, options.WhenFull, options.BatchEvents = transport, 2, policy, 1
		options.OnProblem = func(Problem) { dropped.Add(1) }
		client := start(t, options)
		must(t, client.Send(background, newViewed("0")))
		for len(client.core.queue.waitingNow()) > 0 {
			time.Sleep(time.Millisecond)
		}
		must(t, client.Send(background, newViewed("1")))
		short, cancel := context.WithTimeout(background, 20*time.Millisecond)
		err := client.Send(short, newViewed("2"))
		cancel()
		switch policy {
		case DropNewest:
			if !errors.Is(err, ErrQueueFull) {
				t.Errorf("DropNewest: %v", err)
			}
			close(transport.let)
		case DropOldest:
			must(t, err)
			close(transport.let)
		case Wait:
			if !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("Wait: %v", err)
			}
			close(transport.let)
			must(t, client.Send(background, newViewed("2")))
		}
		must(t, client.Close(background))
		var texts []string
		for _, envelope := range transport.Envelopes() {
			_, text, _ := bytes.Cut(envelope.JSON, []byte(`"text":"`))
			texts = append(texts, string(text[:1]))
		}
		if got := strings.Join(texts, " "); got != want {
			t.Errorf("policy %d: got %s, want %s", policy, got, want)
		}
		if policy != Wait && dropped.Load() != 1 {
			t.Errorf("policy %d: %d told as dropped", policy, dropped.Load())
		}
	}
}

func (q *queue) waitingNow() []Envelope {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	return q.waiting
}

func TestObeysSwitches(t *testing.T) {
	server := startCollector(t)
	server.switches = `{"advert.viewed":{"sample":0.5}}`
	client := start(t, quick(server.URL))
	for client.core.switches.heard.Load() == nil {
		time.Sleep(time.Millisecond)
	}
	for i := 0; i < 2000; i++ {
		must(t, client.Send(background, newViewed("x")))
	}
	must(t, client.Close(background))
	if sent := len(server.received); sent < 800 || sent > 1200 {
		t.Errorf("%d of 2000 were sent", sent)
	}
	if rate := server.received[0]["sample_rate"]; rate != 0.5 {
		t.Errorf("sample_rate %v", rate)
	}
	board := switchboard{}
	for _, one := range []struct {
		age  time.Duration
		of   Switch
		want float64
	}{{0, Switch{Pause: true}, 0}, {trustedFor + time.Second, Switch{Pause: true}, 1}, {0, Switch{Sample: 3}, 1}, {0, Switch{}, 1}} {
		board.heard.Store(&heardSwitches{switches: Switches{"e": one.of}, at: time.Now().Add(-one.age)})
		if got := board.shareOf("e"); got != one.want {
			t.Errorf("%+v: %v", one, got)
		}
	}
}

func TestSwitchesThatCannotBeHadSendEverything(t *testing.T) {
	server := startCollector(t)
	server.switches = `nonsense`
	client := start(t, quick(server.URL))
	for i := 0; i < 20; i++ {
		must(t, client.Send(background, newViewed("x")))
	}
	must(t, client.Close(background))
	if len(server.received) != 20 {
		t.Errorf("%d of 20 were sent", len(server.received))
	}
}

func TestNothingPanicsIntoTheProgram(t *testing.T) {
	var missing *viewed
	var none *commonFields
	options := quick()
	options.Transport, options.Common = NullTransport{}, none
	client := start(t, options)
	for _, event := range []Event{nil, missing} {
		if err := client.Send(background, event); !errors.Is(err, ErrNoEvent) {
			t.Errorf("got %v", err)
		}
	}
	must(t, client.With(nil).Send(background, newViewed("x")))
	must(t, client.Close(background))
	if err := client.Send(background, newViewed("x")); !errors.Is(err, ErrClosed) {
		t.Errorf("got %v", err)
	}
}

func TestCloseTellsWhatWasLostAndLeavesNoGoroutine(t *testing.T) {
	before := runtime.NumGoroutine()
	server := startCollector(t)
	server.Close()
	options := quick(server.URL)
	options.HTTPClient = &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	client, err := NewClient(site, options)
	must(t, err)
	for i := 0; i < 3; i++ {
		must(t, client.Send(background, newViewed("x")))
	}
	short, cancel := context.WithTimeout(background, 20*time.Millisecond)
	defer cancel()
	if err := client.Close(short); err == nil || !strings.Contains(err.Error(), "3 events were not delivered") {
		t.Errorf("got %v", err)
	}
	must(t, client.Close(background))
	for try := 0; runtime.NumGoroutine() > before; try++ {
		if try > 1000 {
			t.Fatalf("%d goroutines, %d before", runtime.NumGoroutine(), before)
		}
		time.Sleep(time.Millisecond)
	}
}

func TestManyGoroutines(t *testing.T) {
	server := startCollector(t, status(503))
	client := start(t, quick(server.URL))
	var senders sync.WaitGroup
	for i := 0; i < 8; i++ {
		senders.Add(1)
		go func() {
			defer senders.Done()
			for j := 0; j < 100; j++ {
				must(t, client.With(newCommon("x")).Send(background, newViewed("x")))
			}
			must(t, client.Flush(background))
		}()
	}
	senders.Wait()
	must(t, client.Close(background))
	ids := map[any]bool{}
	for _, event := range server.received {
		ids[event["event_id"]] = true
	}
	if len(ids) != 800 || len(server.received) != 800 {
		t.Errorf("%d ids in %d events", len(ids), len(server.received))
	}
}

func TestAForgottenCommon(t *testing.T) {
	definition := Definition{HasCommon: true}
	var log bytes.Buffer
	options := Options{Transport: NullTransport{}, Logger: slog.New(slog.NewTextHandler(&log, nil))}
	client, err := NewClient(definition, options)
	must(t, err)
	must(t, client.Close(background))
	if !strings.Contains(log.String(), "no common fields") {
		t.Errorf("logged %s", log.String())
	}
	options.Strict = true
	if _, err := NewClient(definition, options); !errors.Is(err, ErrNoCommon) {
		t.Errorf("got %v", err)
	}
}

func TestAddresses(t *testing.T) {
	catalog := Definition{Collectors: []string{"https://catalog.example/in/"}}
	for _, one := range []struct {
		environment string
		own         []string
		want        string
	}{
		{"", nil, "https://catalog.example/in"},
		{"", []string{"http://own.example"}, "http://own.example"},
		{" http://a.example/ , http://b.example", nil, "http://a.example http://b.example"},
		{"http://a.example", []string{"http://own.example"}, "http://own.example"},
	} {
		t.Setenv("EVENTBOOK_COLLECTORS", one.environment)
		got, err := collectorsOf(catalog, one.own)
		if err != nil || strings.Join(got, " ") != one.want {
			t.Errorf("got %v, %v; want %s", got, err, one.want)
		}
	}
	t.Setenv("EVENTBOOK_COLLECTORS", "ftp://a.example")
	if _, err := collectorsOf(catalog, nil); err == nil {
		t.Error("an address of another protocol was taken")
	}
	t.Setenv("EVENTBOOK_WRITE_KEY", "")
	t.Setenv("EVENTBOOK_TRANSPORT", "null")
	client, err := NewClient(catalog, Options{})
	must(t, err)
	must(t, client.Close(background))
	t.Setenv("EVENTBOOK_TRANSPORT", "")
	if _, err := NewClient(catalog, Options{}); err == nil || !strings.Contains(err.Error(), "EVENTBOOK_WRITE_KEY") {
		t.Errorf("got %v", err)
	}
}
