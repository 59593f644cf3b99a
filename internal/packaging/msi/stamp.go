package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"regexp"
	"time"
)

// The summary information of a package ("Summary Information Stream Property Set", Windows Installer), a property set as [MS-OLEPS]
// writes it. Its stream is the only one with this format identifier, is a few hundred bytes long, and stands in one piece.
var summaryFormat = []byte{0xE0, 0x85, 0x9F, 0xF2, 0xF9, 0x4F, 0x68, 0x10, 0xAB, 0x91, 0x08, 0x00, 0x2B, 0x27, 0xB3, 0xD9}

// Where the format identifier stands in its stream, and its length.
const (
	formatAt   = 28
	formatSize = 16
)

// Properties of the summary.
const (
	propertyPackage = 9 // the package code
	propertyCreated = 12
	propertySaved   = 13
)

// Types of properties.
const (
	typeText = 0x1E // the length, the text, a zero
	typeTime = 0x40 // tenths of microseconds since 1601
)

var (
	errNoSummary = errors.New("no summary of a package is in it")
	packageCode  = regexp.MustCompile(`^\{[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\}$`)
)

// codeSize is the length of a code in its braces.
const codeSize = 38

// stamp writes the time, then the code that follows from everything else. Nothing is changed in a file that is another than expected.
func stamp(file []byte, at time.Time) error {
	code9, times, err := fields(file)
	if err != nil {
		return err
	}
	for _, field := range times {
		binary.LittleEndian.PutUint64(field, fileTime(at))
	}
	clear(code9)
	copy(code9, "{"+code(file)+"}")
	return nil
}

// fields finds what is written by lot: the text of the package code and the two times.
func fields(file []byte) (code []byte, times [][]byte, err error) {
	section, err := sectionOf(file)
	if err != nil {
		return nil, nil, err
	}
	size, n := binary.LittleEndian.Uint32(section), binary.LittleEndian.Uint32(section[4:])
	if int64(size) > int64(len(section)) || 8+8*int64(n) > int64(size) {
		return nil, nil, errNoSummary
	}
	section = section[:size]
	for i := range n {
		entry := section[8+8*i:]
		id, at := binary.LittleEndian.Uint32(entry), binary.LittleEndian.Uint32(entry[4:])
		switch id {
		case propertyPackage:
			code, err = value(section, at, typeText, 4, codeSize)
			if err == nil && !packageCode.Match(code) {
				err = fmt.Errorf("%q is no package code", code)
			}
		case propertyCreated, propertySaved:
			var field []byte
			if field, err = value(section, at, typeTime, 0, 8); err == nil {
				times = append(times, field)
			}
		}
		if err != nil {
			return nil, nil, err
		}
	}
	if code == nil || len(times) != 2 {
		return nil, nil, errNoSummary
	}
	return code, times, nil
}

// sectionOf is what the stream has from its only section on.
func sectionOf(file []byte) ([]byte, error) {
	if bytes.Count(file, summaryFormat) != 1 {
		return nil, errNoSummary
	}
	at := bytes.Index(file, summaryFormat)
	if at < formatAt || at+formatSize+4 > len(file) {
		return nil, errNoSummary
	}
	stream := file[at-formatAt:]
	begin := int64(binary.LittleEndian.Uint32(stream[formatAt+formatSize:]))
	if begin+8 > int64(len(stream)) {
		return nil, errNoSummary
	}
	return stream[begin:], nil
}

// value is a property of a type and size, after what stands before it.
func value(section []byte, at, kind uint32, before, size int64) ([]byte, error) {
	begin := int64(at) + 4 + before
	if begin+size > int64(len(section)) || binary.LittleEndian.Uint32(section[at:]) != kind {
		return nil, errNoSummary
	}
	return section[begin : begin+size], nil
}

// fileTime is a time as Windows counts it.
func fileTime(at time.Time) uint64 {
	const epoch = 11_644_473_600 // seconds from 1601 to 1970
	return uint64(at.Unix()+epoch) * 10_000_000
}
