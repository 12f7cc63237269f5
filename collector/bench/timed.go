package main

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"hash/crc32"
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

// newTimedBodies takes a profile that does not say when it was taken.
func newTimedBodies(timeless []byte) timedBodies {
	start := bytes.NewBuffer([]byte{0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255})
	deflate, _ := flate.NewWriter(start, flate.DefaultCompression) // a level that there is
	deflate.Write(timeless)                                        // a buffer takes everything
	deflate.Flush()
	return timedBodies{start.Bytes(), crc32.ChecksumIEEE(timeless), uint32(len(timeless))}
}

// at is the profile as it was taken then; a CPU profile that took no time says so.
func (bodies timedBodies) at(taken time.Time, duration time.Duration) []byte {
	var field message
	field.number(9, taken.UnixNano())
	if duration > 0 {
		field.number(10, int64(duration))
	}
	length := uint16(len(field))
	body := bytes.Clone(bodies.start)
	body = append(body, 1) // the last block, stored
	body = binary.LittleEndian.AppendUint16(body, length)
	body = binary.LittleEndian.AppendUint16(body, ^length)
	body = append(body, field...)
	body = binary.LittleEndian.AppendUint32(body, crc32.Update(bodies.checksum, crc32.IEEETable, field))
	return binary.LittleEndian.AppendUint32(body, bodies.size+uint32(length))
}
