/// libjpeg, libpng and libwebp behind functions that return a status and fill in what the caller owns.
///
/// The first two report an error by a long jump. Each jump starts and ends inside one function of this
/// target, so no caller's frame is ever skipped. Nothing here prints, exits, or keeps state between calls.

#ifndef IMGCLS_IMAGE_CODECS_H
#define IMGCLS_IMAGE_CODECS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// How a call ended.
typedef enum {
    /// The work is done.
    IMGCLS_DONE = 0,
    /// The bytes end before the picture does.
    IMGCLS_TRUNCATED,
    /// The bytes contradict the format, or picture data is lost.
    IMGCLS_CORRUPT,
    /// The file is valid as far as it was read, but of a kind that this build does not decode.
    IMGCLS_UNSUPPORTED,
    /// The samples of the file do not have 8 bits; `report.precision` says how many they have.
    IMGCLS_UNSUPPORTED_PRECISION,
    /// The file has more scans than the caller allows.
    IMGCLS_TOO_MANY_SCANS,
    /// The library could not get memory.
    IMGCLS_OUT_OF_MEMORY,
} imgcls_status;

/// The longest message, with its terminating zero.
#define IMGCLS_MESSAGE_CAPACITY 256

/// What the library said; every function clears it first.
typedef struct {
    /// Why the call failed, in the library's words; empty after success. Ends with a zero byte.
    char message[IMGCLS_MESSAGE_CAPACITY];
    /// The first warning in the library's words; empty without one. Ends with a zero byte.
    char first_warning[IMGCLS_MESSAGE_CAPACITY];
    /// How many warnings the library gave.
    int64_t warning_count;
    /// The number of bits a sample, where it is known, else 0.
    int32_t precision;
} imgcls_report;

/// What a file says about its picture before any of its pixels is read.
typedef struct {
    /// The extent in pixels, as stored.
    uint32_t width;
    uint32_t height;
    /// The number of bytes a pixel that the decoder writes: 3 (red, green, blue) or 4.
    /// The fourth is alpha in a PNG or WebP; all four are cyan, magenta, yellow, black in a JPEG.
    int32_t channels;
} imgcls_header;

/// How much of a picture a decoder wrote.
typedef struct {
    /// The rows at the top that can be used: all of them after success, fewer where the bytes end early, and
    /// none after any other failure.
    uint32_t row_count;
    /// The share of the picture's pixels that were in the file, 0 to 1.
    double share;
} imgcls_extent;

/// A rectangle of whole pixels, counted from the top left.
typedef struct {
    uint32_t x;
    uint32_t y;
    uint32_t width;
    uint32_t height;
} imgcls_region;

/// A growing run of bytes that belongs to this target; release it with `imgcls_buffer_release`.
typedef struct {
    uint8_t *bytes;
    size_t count;
    size_t capacity;
} imgcls_buffer;

/// Frees what an encoder wrote and empties the buffer.
void imgcls_buffer_release(imgcls_buffer *buffer);

/// Reads a JPEG up to its first scan.
imgcls_status imgcls_jpeg_read_header(
    const uint8_t *bytes, size_t count, imgcls_header *header, imgcls_report *report);

/// Decodes a JPEG into rows without padding.
///
/// The picture comes out at one `scale_denominator`-th of its size in each direction, rounded up; `capacity`
/// must be exactly that width × height × channels. Four channels come out as stored, which for files of
/// Adobe's convention means inverted. A warning that means lost picture data ends the decode.
///
/// After `IMGCLS_TRUNCATED`, `extent` tells which rows are there. A file with one scan fills them from the
/// top, with their final values. In a file with several, a row counts when each coefficient of each component
/// has had its first scan there; refinements that are missing leave it less precise.
imgcls_status imgcls_jpeg_decode(
    const uint8_t *bytes, size_t count, int32_t scale_denominator, int32_t maximum_scan_count,
    uint8_t *pixels, size_t capacity, imgcls_extent *extent, imgcls_report *report);

/// Decodes a region of what `imgcls_jpeg_decode` makes into rows without padding, to the same pixels.
///
/// `region` is in pixels of the reduced picture and lies within it; `capacity` must be exactly its width × height ×
/// channels. What only pixels outside of the region depend on is not computed, and in a file with one scan what
/// stands behind the region's last row is not read, so that damage there goes unseen.
imgcls_status imgcls_jpeg_decode_region(
    const uint8_t *bytes, size_t count, int32_t scale_denominator, int32_t maximum_scan_count,
    imgcls_region region, uint8_t *pixels, size_t capacity, imgcls_report *report);

/// Encodes rows of red, green, blue without padding as a baseline JPEG.
///
/// The chroma planes have one sample for each `horizontal_subsampling` × `vertical_subsampling` pixels.
imgcls_status imgcls_jpeg_encode(
    const uint8_t *pixels, uint32_t width, uint32_t height, int32_t quality, int32_t horizontal_subsampling,
    int32_t vertical_subsampling, imgcls_buffer *output, imgcls_report *report);

/// Reads a PNG up to its pixel data.
imgcls_status imgcls_png_read_header(
    const uint8_t *bytes, size_t count, imgcls_header *header, imgcls_report *report);

/// Decodes a PNG into rows without padding, 8 bits a sample.
///
/// `capacity` must be exactly width × height × channels of the header. Palettes and grey are expanded to red,
/// green, blue; of 16-bit samples the high byte stays; gamma and colour profiles are not applied.
///
/// After `IMGCLS_TRUNCATED`, `extent` tells which rows are there. An interlaced picture can be used as a
/// whole once all passes but the last are there: each odd row that the last one did not bring repeats the row
/// above.
imgcls_status imgcls_png_decode(
    const uint8_t *bytes, size_t count, uint8_t *pixels, size_t capacity, imgcls_extent *extent,
    imgcls_report *report);

/// Encodes rows of red, green, blue without padding as a PNG.
imgcls_status imgcls_png_encode(
    const uint8_t *pixels, uint32_t width, uint32_t height, imgcls_buffer *output, imgcls_report *report);

/// Reads the header of a WebP; an animation is refused.
imgcls_status imgcls_webp_read_header(
    const uint8_t *bytes, size_t count, imgcls_header *header, imgcls_report *report);

/// Decodes a WebP into rows without padding.
///
/// `capacity` must be exactly width × height × channels of the header. After `IMGCLS_TRUNCATED`, `extent`
/// tells how many rows at the top have their final values.
imgcls_status imgcls_webp_decode(
    const uint8_t *bytes, size_t count, uint8_t *pixels, size_t capacity, imgcls_extent *extent,
    imgcls_report *report);

#endif
