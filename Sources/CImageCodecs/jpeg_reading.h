#ifndef IMGCLS_JPEG_READING_H
#define IMGCLS_JPEG_READING_H

// jpeglib.h uses FILE without declaring it.
#include <stdio.h>

#include <jpeglib.h>
#include <setjmp.h>

#include "CImageCodecs.h"

/// Grey has one component, CMYK four.
enum { maximum_components = 4 };

/// All state of one decode. It lives in the frame of a function that never calls setjmp, so that what changes
/// between setjmp and longjmp keeps its value (C11 7.13.2.1).
typedef struct {
    struct jpeg_error_mgr errors;  // first: libjpeg hands back a pointer to it
    struct jpeg_progress_mgr progress;
    struct jpeg_decompress_struct decoder;
    jmp_buf escape;
    imgcls_report *report;
    imgcls_status failure;
    int32_t maximum_scan_count;
    bool reached_end;       // libjpeg asked for bytes beyond the last one
    bool reads_pixels;      // the header is behind us
    bool needs_end_marker;  // nothing but the end marker proves that all picture data is there
    // Of a file with several scans: the rows of MCUs, counted from the top, in which each coefficient of each
    // component has had its first scan.
    JDIMENSION first_sent[maximum_components][DCTSIZE2];
} jpeg_reading;

/// Fills a reading whose functions jump to `escape` when libjpeg gives up.
void imgcls_jpeg_prepare_reading(jpeg_reading *reading, imgcls_report *report);

/// Reads up to the first scan. Runs after setjmp and may jump.
imgcls_status imgcls_jpeg_start_reading(jpeg_reading *reading, const uint8_t *bytes, size_t count);

/// Ends the decode where the file has more scans than allowed. Runs after setjmp and may jump.
void imgcls_jpeg_check_scan_count(j_common_ptr common);

/// The bytes a pixel of our output, 0 for a colour space that we do not know.
int32_t imgcls_jpeg_channels(const struct jpeg_decompress_struct *decoder);

#endif
