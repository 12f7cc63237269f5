package main

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"time"
)

// timedBodies makes gzipped profiles that differ in their time only, without compressing each
// anew: what they share was compressed once, up to a border of a byte, and the time follows in a
// block that is not compressed.
type timedBodies struct {
	start    []byte
	checksum uint32
	size     uint32
}

const (
	timeNanosField = 9
	timeNanosTag   = timeNanosField << 3 // a varint
)

func newTimedBodies(body []byte) (timedBodies, error) {
	profile, err := plain(body)
	if err != nil {
		return timedBodies{}, err
	}
	timeless, err := withoutTime(profile)
	if err != nil {
		return timedBodies{}, err
	}
	start := bytes.NewBuffer([]byte{0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255})
	deflate, err := flate.NewWriter(start, flate.DefaultCompression)
	if err != nil {
		return timedBodies{}, err
	}
	if _, err := deflate.Write(timeless); err != nil {
		return timedBodies{}, err
	}
	if err := deflate.Flush(); err != nil {
		return timedBodies{}, err
	}
	return timedBodies{start.Bytes(), crc32.ChecksumIEEE(timeless), uint32(len(timeless))}, nil
}

func (bodies timedBodies) at(created time.Time) []byte {
	field := binary.AppendUvarint([]byte{timeNanosTag}, uint64(created.UnixNano()))
	length := uint16(len(field))
	body := bytes.Clone(bodies.start)
	body = append(body, 1) // the last block, stored
	body = binary.LittleEndian.AppendUint16(body, length)
	body = binary.LittleEndian.AppendUint16(body, ^length)
	body = append(body, field...)
	body = binary.LittleEndian.AppendUint32(body, crc32.Update(bodies.checksum, crc32.IEEETable, field))
	return binary.LittleEndian.AppendUint32(body, bodies.size+uint32(length))
}

func plain(body []byte) ([]byte, error) {
	if !bytes.HasPrefix(body, []byte{0x1f, 0x8b}) {
		return body, nil
	}
	unzipped, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(unzipped)
}

// withoutTime leaves the field out that says when a profile was taken.
func withoutTime(profile []byte) ([]byte, error) {
	notOne := errors.New("the body is no pprof")
	var kept []byte
	for left := profile; len(left) > 0; {
		tag, at := binary.Uvarint(left)
		if at <= 0 {
			return nil, notOne
		}
		value, length := binary.Uvarint(left[at:])
		if length <= 0 {
			return nil, notOne
		}
		size := at + length
		switch tag & 7 {
		case 0:
		case 2:
			if value > uint64(len(left)-size) {
				return nil, notOne
			}
			size += int(value)
		default: // pprof has no others
			return nil, notOne
		}
		if tag>>3 != timeNanosField {
			kept = append(kept, left[:size]...)
		}
		left = left[size:]
	}
	return kept, nil
}
