#include "jpeg_reading.h"

// Behind jpeglib.h: the codes depend on what that defines.
#include <jerror.h>
#include <string.h>

#include "buffer.h"

static _Noreturn void stop_reading(jpeg_reading *reading, imgcls_status failure) {
    char message[JMSG_LENGTH_MAX];
    reading->errors.format_message((j_common_ptr)&reading->decoder, message);
    imgcls_copy_message(reading->report->message, message);
    reading->failure = failure;
    longjmp(reading->escape, 1);
}

static imgcls_status status_of(int message_code, bool reached_end) {
    switch (message_code) {
    case JERR_OUT_OF_MEMORY:
        return IMGCLS_OUT_OF_MEMORY;
    case JERR_BAD_PRECISION:
        return IMGCLS_UNSUPPORTED_PRECISION;
#if JPEG_LIB_VERSION < 70
    case JERR_ARITH_NOTIMPL:
#endif
    case JERR_COMPONENT_COUNT:
    case JERR_CONVERSION_NOTIMPL:
    case JERR_FRACT_SAMPLE_NOTIMPL:
    case JERR_NOTIMPL:
    case JERR_NOT_COMPILED:
    case JERR_SOF_UNSUPPORTED:
        return IMGCLS_UNSUPPORTED;
    default:
        return reached_end ? IMGCLS_TRUNCATED : IMGCLS_CORRUPT;
    }
}

static void reading_failed(j_common_ptr common) {
    jpeg_reading *reading = (jpeg_reading *)common->err;
    reading->report->precision = reading->decoder.data_precision;
    stop_reading(reading, status_of(reading->errors.msg_code, reading->reached_end));
}

// libjpeg repairs damage with a guess and a warning. A classifier must not learn from guesses, so warnings
// that mean lost picture data end the decode; the others (odd headers, padding between segments) are only
// counted.
static void reading_message(j_common_ptr common, int level) {
    if (level >= 0) return;  // a trace, not a warning
    jpeg_reading *reading = (jpeg_reading *)common->err;
    char message[JMSG_LENGTH_MAX];
    reading->errors.format_message(common, message);
    imgcls_report_warning(reading->report, message);
    switch (reading->errors.msg_code) {
    case JWRN_JPEG_EOF:
        // Huffman data of a single scan may be complete without its end marker: a missing code is then
        // reported as JWRN_HIT_MARKER. Arithmetic data and a further scan leave no such trace.
        reading->reached_end = true;
        if (reading->reads_pixels && reading->needs_end_marker) stop_reading(reading, IMGCLS_TRUNCATED);
        break;
    case JWRN_ARITH_BAD_CODE:
    case JWRN_HIT_MARKER:
    case JWRN_HUFF_BAD_CODE:
    case JWRN_MUST_RESYNC:
        if (reading->reads_pixels) {
            stop_reading(reading, reading->reached_end ? IMGCLS_TRUNCATED : IMGCLS_CORRUPT);
        }
        break;
    default:
        break;
    }
}

static void discard_message(j_common_ptr common) {
    (void)common;
}

// A few kilobytes of progressive data can ask for thousands of passes over a large picture.
void imgcls_jpeg_check_scan_count(j_common_ptr common) {
    jpeg_reading *reading = (jpeg_reading *)common->err;
    if (reading->decoder.input_scan_number > reading->maximum_scan_count) {
        reading->failure = IMGCLS_TOO_MANY_SCANS;
        longjmp(reading->escape, 1);
    }
}

void imgcls_jpeg_prepare_reading(jpeg_reading *reading, imgcls_report *report) {
    memset(reading, 0, sizeof *reading);
    imgcls_report_clear(report);
    reading->report = report;
    reading->decoder.err = jpeg_std_error(&reading->errors);
    reading->errors.error_exit = reading_failed;
    reading->errors.emit_message = reading_message;
    reading->errors.output_message = discard_message;
    reading->progress.progress_monitor = imgcls_jpeg_check_scan_count;
}

int32_t imgcls_jpeg_channels(const struct jpeg_decompress_struct *decoder) {
    switch (decoder->jpeg_color_space) {
    case JCS_GRAYSCALE:
    case JCS_RGB:
    case JCS_YCbCr:
        return 3;
    case JCS_CMYK:
    case JCS_YCCK:
        return 4;
    default:
        return 0;
    }
}

imgcls_status imgcls_jpeg_start_reading(jpeg_reading *reading, const uint8_t *bytes, size_t count) {
    struct jpeg_decompress_struct *decoder = &reading->decoder;
    jpeg_create_decompress(decoder);
    decoder->progress = &reading->progress;
    jpeg_mem_src(decoder, bytes, count);
    jpeg_read_header(decoder, TRUE);
    reading->report->precision = decoder->data_precision;
    if (decoder->data_precision != 8) return IMGCLS_UNSUPPORTED_PRECISION;
    if (imgcls_jpeg_channels(decoder) == 0) {
        snprintf(
            reading->report->message, sizeof reading->report->message, "%d colour components",
            decoder->num_components);
        return IMGCLS_UNSUPPORTED;
    }
    return IMGCLS_DONE;
}

static imgcls_status guarded_header(
    jpeg_reading *reading, const uint8_t *bytes, size_t count, imgcls_header *header) {
    if (setjmp(reading->escape)) return reading->failure;
    imgcls_status status = imgcls_jpeg_start_reading(reading, bytes, count);
    if (status == IMGCLS_DONE) {
        header->width = reading->decoder.image_width;
        header->height = reading->decoder.image_height;
        header->channels = imgcls_jpeg_channels(&reading->decoder);
    }
    return status;
}

imgcls_status imgcls_jpeg_read_header(
    const uint8_t *bytes, size_t count, imgcls_header *header, imgcls_report *report) {
    jpeg_reading reading;
    imgcls_jpeg_prepare_reading(&reading, report);
    reading.maximum_scan_count = INT32_MAX;
    memset(header, 0, sizeof *header);
    imgcls_status status = guarded_header(&reading, bytes, count, header);
    jpeg_destroy_decompress(&reading.decoder);
    return status;
}
