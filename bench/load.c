/* A load generator that costs little: load PORT CLIENTS FILE
 *
 * FILE holds HTTP requests, each ended by a NUL. CLIENTS keep-alive connections send them in turn, each its
 * next one as soon as it has its answer. Prints one line: seconds, answers with status 200, and the time of an
 * answer in milliseconds at the 50th, 99th and 100th percentile.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { LARGEST = 1 << 16, PATIENCE = 60000 };

struct client {
    long next;
    size_t got;
    double sent;
    char answer[LARGEST];
};

static char **requests;
static size_t *lengths;
static long count;

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec * 1e-9;
}

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

static void read_requests(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END))
        fail(path);
    long size = ftell(file);
    char *all = malloc(size);
    rewind(file);
    if (fread(all, 1, size, file) != (size_t)size)
        fail(path);
    fclose(file);
    for (long at = 0; at < size; at++)
        count += !all[at];
    requests = malloc(count * sizeof *requests);
    lengths = malloc(count * sizeof *lengths);
    char *start = all;
    for (long n = 0; n < count; n++) {
        requests[n] = start;
        lengths[n] = strlen(start);
        start += lengths[n] + 1;
    }
}

static int connect_to(int port)
{
    int one = 1, client = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (client < 0 || connect(client, (struct sockaddr *)&address, sizeof address))
        fail("connect");
    setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    return client;
}

static void send_next(struct client *client, int connection)
{
    client->sent = now();
    if (send(connection, requests[client->next], lengths[client->next], MSG_NOSIGNAL) < 0)
        fail("send");
}

/* Whether a whole answer is there. */
static int is_whole(struct client *client)
{
    client->answer[client->got] = 0;
    char *end = strstr(client->answer, "\r\n\r\n");
    if (!end)
        return 0;
    char *length = strcasestr(client->answer, "content-length:");
    size_t body = length && length < end ? atol(length + 15) : 0;
    return client->got >= (size_t)(end - client->answer) + 4 + body;
}

static int by_size(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

int main(int argc, char **argv)
{
    if (argc != 4)
        return 2;
    int port = atoi(argv[1]), clients = atoi(argv[2]);
    read_requests(argv[3]);
    double *times = malloc(count * sizeof *times);
    struct client *all = calloc(clients, sizeof *all);
    struct pollfd *polled = calloc(clients, sizeof *polled);
    long answered = 0, good = 0, busy = 0;
    for (int n = 0; n < clients; n++)
        polled[n] = (struct pollfd){.fd = connect_to(port), .events = POLLIN};
    double start = now();
    for (int n = 0; n < clients; n++) {
        all[n].next = n;
        if (n < count && ++busy)
            send_next(&all[n], polled[n].fd);
    }
    while (busy) {
        if (poll(polled, clients, PATIENCE) <= 0)
            fail("no answer");
        for (int n = 0; n < clients; n++) {
            struct client *client = &all[n];
            if (!polled[n].revents)
                continue;
            ssize_t got = recv(polled[n].fd, client->answer + client->got, LARGEST - 1 - client->got, 0);
            if (got <= 0)
                fail("the server closed a connection");
            client->got += got;
            if (!is_whole(client))
                continue;
            good += !strncmp(client->answer + 9, "200", 3);
            times[answered++] = now() - client->sent;
            client->got = 0;
            client->next += clients;
            if (client->next < count)
                send_next(client, polled[n].fd);
            else {
                busy--;
                polled[n].fd = -1 - polled[n].fd; /* poll() leaves out what is negative */
            }
        }
    }
    double seconds = now() - start;
    qsort(times, answered, sizeof *times, by_size);
    printf("%.6f %ld %.3f %.3f %.3f\n", seconds, good, times[answered / 2] * 1e3,
           times[answered * 99 / 100] * 1e3, times[answered - 1] * 1e3);
    return 0;
}
