package eventbook

import (
	"crypto/rand"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"sync"
	"time"
)

// UUID is a universally unique identifier (RFC 9562).
type UUID [16]byte

// ParseUUID reads the form with dashes, in either case.
func ParseUUID(text string) (UUID, error) {
	var id UUID
	if len(text) != 36 || text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-' {
		return id, notUUID(text)
	}
	digits := text[0:8] + text[9:13] + text[14:18] + text[19:23] + text[24:36]
	if _, err := hex.Decode(id[:], []byte(digits)); err != nil {
		return UUID{}, notUUID(text)
	}
	return id, nil
}

func notUUID(text string) error {
	return fmt.Errorf("a UUID looks like 0192f3c4-7b1a-7d40-8c11-2b9f6a1d0e55, got %s", shown(text))
}

// MustUUID is ParseUUID for texts that stand in the program; it panics on any other.
func MustUUID(text string) UUID {
	id, err := ParseUUID(text)
	if err != nil {
		panic(err)
	}
	return id
}

// String is how the identifier travels: lower case, with dashes.
func (id UUID) String() string { return string(id.append(nil)) }

func (id UUID) append(text []byte) []byte {
	var form [36]byte
	hex.Encode(form[0:8], id[0:4])
	form[8] = '-'
	hex.Encode(form[9:13], id[4:6])
	form[13] = '-'
	hex.Encode(form[14:18], id[6:8])
	form[18] = '-'
	hex.Encode(form[19:23], id[8:10])
	form[23] = '-'
	hex.Encode(form[24:36], id[10:16])
	return append(text, form[:]...)
}

// UUIDRule is for identifiers.
type UUIDRule struct{}

// Clone answers the identifier itself.
func (UUIDRule) Clone(id UUID) UUID { return id }

func (UUIDRule) write(w *Writer, value UUID) {
	w.json = append(value.append(append(w.json, '"')), '"')
}

// idSource makes version 7 identifiers; randomness is fetched for many at a time.
type idSource struct {
	mutex  sync.Mutex
	random [1024]byte
	unread int
}

func (s *idSource) next(now time.Time) (UUID, error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	const each = 10
	if s.unread < each {
		if _, err := io.ReadFull(rand.Reader, s.random[:]); err != nil {
			return UUID{}, fmt.Errorf("no randomness for an event_id: %w", err)
		}
		s.unread = len(s.random)
	}
	var id UUID
	binary.BigEndian.PutUint64(id[:8], uint64(now.UnixMilli())<<16)
	copy(id[6:], s.random[len(s.random)-s.unread:][:each])
	s.unread -= each
	id[6] = 0x70 | id[6]&0x0f
	id[8] = 0x80 | id[8]&0x3f
	return id, nil
}
