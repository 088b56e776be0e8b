#include "buffer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool imgcls_buffer_reserve(imgcls_buffer *buffer, size_t wanted) {
    if (wanted <= buffer->capacity) return true;
    size_t capacity = buffer->capacity ? buffer->capacity : 65536;
    while (capacity < wanted) {
        if (capacity > SIZE_MAX / 2) return false;
        capacity *= 2;
    }
    uint8_t *bytes = realloc(buffer->bytes, capacity);
    if (!bytes) return false;
    buffer->bytes = bytes;
    buffer->capacity = capacity;
    return true;
}

void imgcls_buffer_release(imgcls_buffer *buffer) {
    free(buffer->bytes);
    memset(buffer, 0, sizeof *buffer);
}

void imgcls_report_clear(imgcls_report *report) {
    memset(report, 0, sizeof *report);
}

void imgcls_copy_message(char destination[IMGCLS_MESSAGE_CAPACITY], const char *message) {
    snprintf(destination, IMGCLS_MESSAGE_CAPACITY, "%s", message);
}

void imgcls_report_warning(imgcls_report *report, const char *message) {
    if (report->warning_count == 0) imgcls_copy_message(report->first_warning, message);
    report->warning_count += 1;
}
