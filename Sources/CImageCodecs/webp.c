#include <string.h>
#include <webp/decode.h>

#include "CImageCodecs.h"
#include "buffer.h"

// Google, "WebP Container Specification": "RIFF", the number of bytes that follow, "WEBP".
enum { riff_header_bytes = 12, riff_uncounted_bytes = 8 };

// The bytes that belong to the file by its own count, which trailing garbage exceeds and a cut file misses.
static size_t stated_count(const uint8_t *bytes, size_t count) {
    if (count < riff_header_bytes) return riff_header_bytes;
    size_t counted = 0;
    for (int place = 7; place >= 4; place--) counted = counted << 8 | bytes[place];
    return counted + riff_uncounted_bytes;
}

// libwebp has no words for what went wrong, so these are ours.
static imgcls_status failure_of(VP8StatusCode code, imgcls_report *report) {
    switch (code) {
    case VP8_STATUS_OUT_OF_MEMORY:
        return IMGCLS_OUT_OF_MEMORY;
    case VP8_STATUS_SUSPENDED:
    case VP8_STATUS_NOT_ENOUGH_DATA:
        return IMGCLS_TRUNCATED;
    case VP8_STATUS_UNSUPPORTED_FEATURE:
        imgcls_copy_message(report->message, "a feature that libwebp does not know");
        return IMGCLS_UNSUPPORTED;
    default:
        imgcls_copy_message(report->message, "the bitstream is invalid");
        return IMGCLS_CORRUPT;
    }
}

imgcls_status imgcls_webp_read_header(
    const uint8_t *bytes, size_t count, imgcls_header *header, imgcls_report *report) {
    imgcls_report_clear(report);
    memset(header, 0, sizeof *header);
    WebPBitstreamFeatures features;
    VP8StatusCode code = WebPGetFeatures(bytes, count, &features);
    if (code != VP8_STATUS_OK) return failure_of(code, report);
    if (features.has_animation) {
        imgcls_copy_message(report->message, "an animation");
        return IMGCLS_UNSUPPORTED;
    }
    report->precision = 8;
    header->width = (uint32_t)features.width;
    header->height = (uint32_t)features.height;
    header->channels = features.has_alpha ? 4 : 3;
    return IMGCLS_DONE;
}

imgcls_status imgcls_webp_decode(
    const uint8_t *bytes, size_t count, uint8_t *pixels, size_t capacity, imgcls_extent *extent,
    imgcls_report *report) {
    memset(extent, 0, sizeof *extent);
    imgcls_header header;
    imgcls_status status = imgcls_webp_read_header(bytes, count, &header, report);
    if (status != IMGCLS_DONE) return status;
    size_t row = (size_t)header.width * (size_t)header.channels;
    if (row * header.height != capacity) {
        imgcls_copy_message(report->message, "the pixels do not fit what the header says");
        return IMGCLS_CORRUPT;
    }
    // The decoder for data that arrives bit by bit: it alone tells which rows of a cut file are final.
    WebPIDecoder *decoder =
        WebPINewRGB(header.channels == 4 ? MODE_RGBA : MODE_RGB, pixels, capacity, (int)row);
    if (!decoder) return IMGCLS_OUT_OF_MEMORY;
    size_t stated = stated_count(bytes, count);
    VP8StatusCode code = WebPIUpdate(decoder, bytes, stated < count ? stated : count);
    int rows = 0;
    if (!WebPIDecGetRGB(decoder, &rows, NULL, NULL, NULL) || rows < 0) rows = 0;
    WebPIDelete(decoder);
    if (code != VP8_STATUS_OK) {
        status = failure_of(code, report);
    } else if (stated > count) {
        status = IMGCLS_TRUNCATED;  // behind the pixels, where the orientation is stated
    }
    if (status == IMGCLS_DONE) rows = (int)header.height;
    if (status == IMGCLS_DONE || status == IMGCLS_TRUNCATED) {
        extent->row_count = (uint32_t)rows;
        extent->share = (double)rows / (double)header.height;
    }
    return status;
}
